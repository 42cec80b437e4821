-- One row per change of a reported account's balance, on two clocks: when it took effect, and when the source knew.
with
  restores as (
    select
      entry_no
    from
      ledger.entries
    where
      event_type = 'restore'
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
-- Expiry that no event of its own tells of: by the clock, or at once after a restore.
select
  fact.account_no,
  fact.used_at,
  fact.used_at,
  - fact.points,
  0
from
  lots.use_facts as fact
  semi join posting.reported_accounts using (account_no)
where
  fact.use_type = 'expire'
  and (
    fact.entry_no is null
    or fact.entry_no in (
      select
        entry_no
      from
        restores
    )
  )
union all
-- Under the floor policy the account does not go below zero: what was not covered comes back.
select
  shortfall.account_no,
  entry.effective_at,
  coalesce(entry.recorded_at, entry.occurred_at),
  shortfall.points - shortfall.cancelled,
  0
from
  lots.shortfall_facts as shortfall
  join ledger.entries as entry using (entry_no)
where
  shortfall.kind = 'floor'
union all
select
  account_no,
  changed_at,
  changed_at,
  0,
  points
from
  posting.pending_changes
