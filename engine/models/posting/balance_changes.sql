-- One row per change of a reported account's balance, on two clocks: when it took effect, and when the source knew.
with
  expiries as (
    -- Expiry that no event of its own tells of: by the clock, or at once after a restore. The source cannot have known
    -- it before the events that gave and restored the points.
    select
      fact.account_no,
      fact.used_at,
      greatest(
        fact.used_at,
        coalesce(opening.recorded_at, opening.occurred_at),
        coalesce(restore.recorded_at, restore.occurred_at)
      ) as known_at,
      fact.points
    from
      lots.use_facts as fact
      semi join posting.reported_accounts using (account_no)
      join lots.lot_facts as lot on lot.lot_no = fact.lot_no
      join ledger.entries as opening on opening.entry_no = lot.opening_entry_no
      left join ledger.entries as restore on restore.entry_no = fact.entry_no
    where
      fact.use_type = 'expire'
      and (
        fact.entry_no is null
        or restore.event_type = 'restore'
      )
  ),
  -- Under the floor policy the account does not go below zero: what was not covered comes back at once, and goes again
  -- where a later event cancels it.
  floored as (
    select
      account_no,
      entry_no,
      points
    from
      lots.shortfall_facts
    where
      kind = 'floor'
    union all
    select
      account_no,
      entry_no,
      - points
    from
      lots.cancellations
    where
      kind = 'floor'
  )
select
  entry.account_no,
  entry.effective_at,
  coalesce(entry.recorded_at, entry.occurred_at) as known_at,
  entry.points_change as points,
  0::decimal(18, 2) as points_pending
from
  ledger.entries as entry
  semi join posting.reported_accounts using (account_no)
union all
select
  account_no,
  used_at,
  known_at,
  - points,
  0
from
  expiries
union all
select
  floored.account_no,
  entry.effective_at,
  coalesce(entry.recorded_at, entry.occurred_at),
  floored.points,
  0
from
  floored
  join ledger.entries as entry on entry.entry_no = floored.entry_no
union all
select
  account_no,
  changed_at,
  known_at,
  0,
  points
from
  posting.pending_changes
