-- One row per reported balance that differs; the finding is the account, its first row the first divergence.
select
  programme_id,
  'account' as subject_type,
  concat(wallet, '/', member_id) as subject_id,
  wallet,
  reported_for as occurred_at,
  reported as observed,
  recomputed as expected,
  case
    when is_first_divergence then abs(difference)
  end as points,
  {
    'reported_in': source,
    'event_id': event_id,
    'reported': reported,
    'recomputed': recomputed,
    'difference': difference
  } as evidence,
  entry_no,
  source_file,
  source_record
from
  balances.mismatches
