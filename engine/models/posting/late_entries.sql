-- One row per entry that its system learnt of in a later month than it took effect in. Months count from year 0.
select
  entry_no,
  month_no (local_day (programme_id, recorded_at)) as known_month_no
from
  ledger.entries
where
  recorded_at > effective_at
  and month_no (local_day (programme_id, recorded_at)) > month_no (local_day (programme_id, effective_at))
