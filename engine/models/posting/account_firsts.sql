-- One row per account: the day of its first purchase and of its first event, refunded purchases left out; where it first
-- bought, and for what it first earned. Years before the ledger are not known; see cohorts.members.
with
  events as (
    select
      account_no,
      local_day (any_value(programme_id), min(effective_at))::date as first_event_on,
      arg_min_null(reason, entry_no) filter(
        where
          event_type = 'earn'
      ) as first_reason
    from
      ledger.entries
    group by
      account_no
  ),
  purchases as (
    select
      account_no,
      min(day) as first_purchase_on,
      arg_min_null(merchant_id, entry_no) as first_merchant_id
    from
      posting.acts
    where
      is_purchase
    group by
      account_no
  )
select
  events.account_no,
  purchases.first_purchase_on,
  month_no (purchases.first_purchase_on) as first_purchase_no,
  purchases.first_merchant_id,
  events.first_event_on,
  month_no (events.first_event_on) as first_event_no,
  events.first_reason
from
  events
  left join purchases on purchases.account_no = events.account_no
