-- One row per earn of fewer points than the rate in force gives.
select
  programme_id,
  'account' as subject_type,
  concat(wallet, '/', member_id) as subject_id,
  wallet,
  source,
  event_id,
  occurred_at,
  points as observed,
  points_low as expected,
  abs(points - points_low) as points,
  {
    'terms': terms_id,
    'reason': reason,
    'merchant_id': merchant_id,
    'amount': amount,
    'points_per_yuan': points_per_yuan,
    'fixed_points': fixed_points,
    'promotion_id': promotion_id,
    'points': points,
    'points_promised': points_low
  } as evidence,
  entry_no,
  source_file,
  source_record
from
  ledger.misawards
where
  points < points_low
