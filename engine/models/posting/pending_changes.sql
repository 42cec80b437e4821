-- One row per change of what an account holds pending: a lot opens before it is available, is used before, becomes
-- available. On two clocks: when it took effect, and when the source knew.
with
  late as (
    select
      lot.lot_no,
      lot.account_no,
      lot.opened_at,
      coalesce(entry.recorded_at, entry.occurred_at) as known_at,
      lot.available_at,
      greatest(lot.available_at, coalesce(entry.recorded_at, entry.occurred_at)) as release_known_at,
      lot.points_opened
    from
      lots.lot_facts as lot
      semi join posting.reported_accounts using (account_no)
      join ledger.entries as entry on entry.entry_no = lot.opening_entry_no
    where
      lot.available_at > lot.opened_at
  ),
  early_uses as (
    select
      late.lot_no,
      late.account_no,
      fact.used_at,
      -- What is known only after the release changes nothing that is pending then.
      least(
        greatest(late.known_at, coalesce(entry.recorded_at, entry.occurred_at, fact.used_at)),
        late.release_known_at
      ) as known_at,
      case
        when fact.use_type = 'restore' then fact.points
        else - fact.points
      end as points
    from
      late
      join lots.use_facts as fact on fact.lot_no = late.lot_no
      and fact.used_at < late.available_at
      left join ledger.entries as entry on entry.entry_no = fact.entry_no
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
  known_at,
  points_opened as points
from
  late
union all
select
  account_no,
  used_at,
  known_at,
  points
from
  early_uses
union all
select
  late.account_no,
  late.available_at,
  late.release_known_at,
  - (late.points_opened + coalesce(early_sums.points, 0))
from
  late
  left join early_sums using (lot_no)
