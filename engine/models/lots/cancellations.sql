-- One row per restore or forfeit that cancelled what earlier events of its account had lacked: how much of its points
-- touched no lot because of that.
with
  cancelling as (
    select
      account_no,
      any_value(kind) as kind
    from
      lots.shortfall_facts
    where
      cancelled > 0
    group by
      account_no
  ),
  corrections as (
    select
      entry.account_no,
      entry.entry_no,
      cancelling.kind,
      entry.event_type,
      entry.points_posted
    from
      ledger.entries as entry
      join cancelling on cancelling.account_no = entry.account_no
    where
      entry.event_type in ('restore', 'forfeit')
  ),
  touched as (
    select
      fact.entry_no,
      sum(fact.points) as points
    from
      lots.use_facts as fact
      semi join cancelling on cancelling.account_no = fact.account_no
    where
      fact.use_type in ('restore', 'forfeit')
    group by
      fact.entry_no
  ),
  reopened as (
    select
      lot.opening_entry_no as entry_no,
      sum(lot.points_opened) as points
    from
      lots.lot_facts as lot
      semi join cancelling on cancelling.account_no = lot.account_no
    group by
      lot.opening_entry_no
  ),
  cancelled as (
    select
      corrections.account_no,
      corrections.entry_no,
      corrections.kind,
      case corrections.event_type
        when 'restore' then corrections.points_posted - coalesce(touched.points, 0) - coalesce(reopened.points, 0)
        -- The sum of forfeits is net of what they cancelled.
        else coalesce(touched.points, 0) - corrections.points_posted
      end::decimal(18, 2) as points
    from
      corrections
      left join touched on touched.entry_no = corrections.entry_no
      left join reopened on reopened.entry_no = corrections.entry_no
  )
select
  *
from
  cancelled
where
  points > 0
order by
  entry_no
