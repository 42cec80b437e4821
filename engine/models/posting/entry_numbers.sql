-- One row per event that names another or is named by one: its number of arrival and its entry.
select
  input.raw_no,
  (input.rowid + $first_entry)::integer as entry_no,
  event.event_type
from
  posting.kernel_input as input
  join posting.raw_events as event on event.rowid = input.raw_no
where
  input.part < 2
  and (
    input.is_referenced = 1
    or input.related_no >= 0
  )
