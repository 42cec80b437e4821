-- One row per change of a balance, in order of time: each posted event, each expiry by the clock, and what the floor let
-- go (and took back where a later event cancelled it). Narrow on purpose: pages look here for what happened when, and
-- take the rest of an event from ledger.entries by its number.
with
  restores as (
    select
      entry_no
    from
      ledger.entries
    where
      event_type = 'restore'
  ),
  floored as (
    select
      entry_no,
      points as change
    from
      lots.shortfall_facts
    where
      kind = 'floor'
    union all
    select
      entry_no,
      - points
    from
      lots.cancellations
    where
      kind = 'floor'
  ),
  changes as (
    select
      effective_at,
      event_type as kind,
      account_no,
      entry_no,
      null::integer as use_no,
      abs(points_posted)::decimal(18, 2) as points,
      points_change::decimal(18, 2) as points_change
    from
      ledger.entries
    union all
    select
      used_at,
      'implied_expiry',
      account_no,
      null,
      use_no,
      points,
      - points
    from
      lots.use_facts
    where
      use_type = 'expire'
      and (
        entry_no is null
        or entry_no in (
          select
            entry_no
          from
            restores
        )
      )
    union all
    select
      entry.effective_at,
      'shortfall',
      entry.account_no,
      entry.entry_no,
      null,
      abs(floored.change),
      floored.change
    from
      floored
      join ledger.entries as entry on entry.entry_no = floored.entry_no
  )
select
  *
from
  changes
order by
  effective_at,
  account_no,
  entry_no,
  use_no,
  kind
