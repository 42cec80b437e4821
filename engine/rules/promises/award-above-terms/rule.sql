-- One row per earn of more points than the rate in force gives.
select
  programme_id,
  'account' as subject_type,
  concat(wallet, '/', member_id) as subject_id,
  wallet,
  source,
  event_id,
  occurred_at,
  points as observed,
  points_high as expected,
  abs(points - points_high) as points,
  {
    'terms': terms_id,
    'reason': reason,
    'merchant_id': merchant_id,
    'amount': amount,
    'points_per_yuan': points_per_yuan,
    'fixed_points': fixed_points,
    'promotion_id': promotion_id,
    'points': points,
    'points_promised': points_high
  } as evidence,
  entry_no,
  source_file,
  source_record
from
  ledger.misawards
where
  points > points_high
