-- One row per account: the month of its first purchase and of its first event, refunded purchases left out. Years before
-- the ledger are not known; see cohorts.members.
with
  events as (
    select
      account_no,
      month_no (local_day (any_value(programme_id), min(effective_at))) as first_event_no
    from
      ledger.entries
    group by
      account_no
  ),
  purchases as (
    select
      account_no,
      min(month_no) as first_purchase_no
    from
      cohorts.activity
    where
      purchases > 0
    group by
      account_no
  )
select
  events.account_no,
  purchases.first_purchase_no,
  events.first_event_no
from
  events
  left join purchases on purchases.account_no = events.account_no
