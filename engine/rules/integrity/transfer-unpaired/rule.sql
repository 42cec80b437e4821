-- One row per leg of a transfer that has no counterpart, or a smaller one.
select
  programme_id,
  'account' as subject_type,
  concat(wallet, '/', member_id) as subject_id,
  wallet,
  source,
  event_id,
  occurred_at,
  points as observed,
  points - points_unpaired as expected,
  points_unpaired as points,
  {
    'event_type': event_type,
    'points': points,
    'points_unpaired': points_unpaired,
    'counterparty': counterparty_member_id,
    'other_event_id': other_event_id,
    'other_points': other_points
  } as evidence,
  source_file,
  source_record
from
  ledger.unpaired_transfers
