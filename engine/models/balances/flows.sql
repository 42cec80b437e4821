-- One row per programme, wallet and local month: posted points by kind, what expired by the clock, and what the month
-- closed with.
with
  posted as (
    select
      entry.programme_id,
      entry.wallet,
      date_trunc('month', local_day (entry.programme_id, entry.effective_at))::date as month,
      entry.event_type as kind,
      sum(abs(entry.points_posted))::decimal(18, 2) as points,
      sum(entry.points_change)::decimal(18, 2) as change,
      count(*) as events
    from
      ledger.entries as entry
    group by all
  ),
  restores as (
    select
      entry_no
    from
      ledger.entries
    where
      event_type = 'restore'
  ),
  expired as (
    select
      account.programme_id,
      account.wallet,
      date_trunc('month', local_day (account.programme_id, fact.used_at))::date as month,
      'implied_expiry' as kind,
      sum(fact.points)::decimal(18, 2) as points,
      - sum(fact.points)::decimal(18, 2) as change,
      count(*) as events
    from
      lots.use_facts as fact
      join ledger.accounts as account using (account_no)
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
    group by all
  ),
  -- What the floor let go comes back at once, and goes again where a later event cancels it.
  floored as (
    select
      account_no,
      entry_no,
      points as change
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
  ),
  uncovered as (
    select
      entry.programme_id,
      entry.wallet,
      date_trunc('month', local_day (entry.programme_id, entry.effective_at))::date as month,
      'shortfall' as kind,
      sum(abs(floored.change))::decimal(18, 2) as points,
      sum(floored.change)::decimal(18, 2) as change,
      count(*) as events
    from
      floored
      join ledger.entries as entry on entry.entry_no = floored.entry_no
    group by all
  )
select
  programme_id,
  wallet,
  month,
  kind,
  points,
  change as points_change,
  events
from
  posted
union all
select
  *
from
  expired
union all
select
  *
from
  uncovered
order by
  programme_id,
  wallet,
  month,
  kind
