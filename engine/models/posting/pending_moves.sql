-- One row per cell and month: by how much pending points grew (+) or shrank (−). A lot is pending from its opening until
-- it becomes available.
with
  pending_lots as (
    select
      lot.lot_no,
      lot_cell.cell_no,
      account.programme_id,
      lot.opened_at,
      lot.available_at,
      lot.points_opened
    from
      lots.lot_facts as lot
      join ledger.accounts as account on account.account_no = lot.account_no
      join posting.lot_cells as lot_cell on lot_cell.lot_no = lot.lot_no
    where
      lot.available_at > lot.opened_at
  ),
  early_uses as (
    select
      lot.lot_no,
      lot.cell_no,
      lot.programme_id,
      fact.used_at,
      fact.points
    from
      lots.use_facts as fact
      join pending_lots as lot on lot.lot_no = fact.lot_no
    where
      fact.used_at < lot.available_at
  ),
  used as (
    select
      lot_no,
      sum(points) as points
    from
      early_uses
    group by
      lot_no
  ),
  moves as (
    select
      cell_no,
      programme_id,
      opened_at as moved_at,
      points_opened as points
    from
      pending_lots
    union all
    select
      cell_no,
      programme_id,
      used_at,
      - points
    from
      early_uses
    union all
    select
      lot.cell_no,
      lot.programme_id,
      lot.available_at,
      coalesce(used.points, 0) - lot.points_opened
    from
      pending_lots as lot
      join meta.programmes as programme on programme.programme_id = lot.programme_id
      left join used on used.lot_no = lot.lot_no
    where
      lot.available_at < programme.ends_at
  )
select
  cell_no,
  month_no (local_day (programme_id, moved_at)) as month_no,
  sum(points) as points
from
  moves
group by all
