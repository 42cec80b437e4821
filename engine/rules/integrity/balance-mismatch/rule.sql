-- One row per reported balance that differs; the finding is the account, and names the event that diverges first.
select
  programme_id,
  'account' as subject_type,
  concat(wallet, '/', member_id) as subject_id,
  wallet,
  max(event_source) filter(
    where
      is_first_divergence
  ) over account as source,
  max(event_id) filter(
    where
      is_first_divergence
  ) over account as event_id,
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
window
  account as (
    partition by
      programme_id,
      wallet,
      member_id
  )
