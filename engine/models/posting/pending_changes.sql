-- One row per change of what an account holds pending: a lot opens before it is available, is used before, becomes
-- available.
with
  late as (
    select
      lot.lot_no,
      lot.account_no,
      lot.opened_at,
      lot.available_at,
      lot.points_opened
    from
      lots.lot_facts as lot
      semi join posting.reported_accounts using (account_no)
    where
      lot.available_at > lot.opened_at
  ),
  early_uses as (
    select
      late.lot_no,
      late.account_no,
      fact.used_at,
      case
        when fact.use_type = 'restore' then fact.points
        else - fact.points
      end as points
    from
      late
      join lots.use_facts as fact on fact.lot_no = late.lot_no
      and fact.used_at < late.available_at
  ),
  early_sums as (
    select
      lot_no,
      sum(points) as points
    from
      early_uses
    group by
      lot_no
  )
select
  account_no,
  opened_at as changed_at,
  points_opened as points
from
  late
union all
select
  account_no,
  used_at,
  points
from
  early_uses
union all
select
  late.account_no,
  late.available_at,
  - (late.points_opened + coalesce(early_sums.points, 0))
from
  late
  left join early_sums using (lot_no)
