-- One row per programme: the local day of its first event. Members who are older than that had a life before the ledger.
select
  programme_id,
  min(local_day (programme_id, occurred_at))::date as starts_on
from
  posting.raw_events
group by
  programme_id
