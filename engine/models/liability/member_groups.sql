-- One row per wallet, group of members and age (points redeemed) or vintage (points issued, net of reversals): members
-- gathered into 64 groups by a hash of their id, so that a bootstrap by member stays small. Complete months only.
with
  account_groups as (
    select
      account.account_no,
      account.programme_id,
      account.wallet,
      (hash(account.member_id) % 64)::integer as group_no,
      month_no ((programme.as_of + 1)::date) as first_incomplete_no
    from
      ledger.accounts as account
      join meta.programmes as programme on programme.programme_id = account.programme_id
  ),
  uses as (
    select
      account_no,
      lot_no,
      used_at,
      points,
      use_type = 'reverse' as is_reversal
    from
      lots.use_facts
    where
      use_type in ('redeem', 'exchange', 'reverse')
    union all
    select
      lot.account_no,
      restored.lot_no,
      restored.used_at,
      - restored.points,
      false
    from
      posting.restored_points as restored
      join lots.lot_facts as lot on lot.lot_no = restored.lot_no
  ),
  cells as (
    select
      account.programme_id,
      account.wallet,
      account.group_no,
      case
        when not uses.is_reversal then greatest(month_no (local_day (account.programme_id, uses.used_at)) - cells.vintage_no, 0)
      end as age,
      case
        when uses.is_reversal then cells.vintage_no
      end as vintage_no,
      case
        when uses.is_reversal then - uses.points
        else uses.points
      end as points
    from
      uses
      join account_groups as account on account.account_no = uses.account_no
      join posting.lot_cells as lot_cell on lot_cell.lot_no = uses.lot_no
      join posting.cells as cells on cells.cell_no = lot_cell.cell_no
    where
      month_no (local_day (account.programme_id, uses.used_at)) < account.first_incomplete_no
    union all
    select
      account.programme_id,
      account.wallet,
      account.group_no,
      null,
      month_no (local_day (account.programme_id, lot.opened_at)),
      lot.points_opened
    from
      lots.lot_facts as lot
      join account_groups as account on account.account_no = lot.account_no
    where
      lot.origin_lot_no = lot.lot_no
      and month_no (local_day (account.programme_id, lot.opened_at)) < account.first_incomplete_no
  )
select
  programme_id,
  wallet,
  group_no,
  age::integer as age,
  month_start (vintage_no) as vintage,
  sum_points (points) as points
from
  cells
group by all
order by all
