-- One row per event that was kept out because its key had come with other content. The account is that of the event
-- that was posted.
select
  programme_id,
  'account' as subject_type,
  concat(wallet, '/', kept_member_id) as subject_id,
  wallet,
  source,
  event_id,
  occurred_at,
  concat(event_type, ' ', points) as observed,
  concat(kept_event_type, ' ', kept_points) as expected,
  abs(points - kept_points) as points,
  {
    'points': points,
    'kept_points': kept_points,
    'event_type': event_type,
    'kept_event_type': kept_event_type,
    'member_id': member_id,
    'kept_member_id': kept_member_id,
    'occurred_on': local_day (programme_id, occurred_at),
    'kept_occurred_on': local_day (programme_id, kept_occurred_at)
  } as evidence,
  source_file,
  source_record
from
  ledger.conflicts
