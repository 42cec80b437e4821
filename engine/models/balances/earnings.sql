-- One row per programme, wallet, merchant, reason and local month: the points earned there. Adds up over shards.
select
  programme_id,
  wallet,
  merchant_id,
  reason,
  date_trunc('month', local_day (programme_id, effective_at))::date as month,
  sum(points_posted)::decimal(18, 2) as points,
  count(*) as events
from
  ledger.entries
where
  event_type = 'earn'
group by all
