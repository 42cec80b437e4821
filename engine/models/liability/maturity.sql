-- One row per wallet, basis and span of months ahead: outstanding points by expiry, and by when they are expected to be
-- redeemed. The second is a disclosure of timing (IFRS 15.120); both are current where redeemable on demand.
select
  *
from
  posting.expiry_maturity
union all
select
  programme_id,
  wallet,
  bucket_no,
  bucket,
  points,
  money,
  true as current,
  'expected_redemption' as basis
from
  posting.expected_redemption
order by
  programme_id,
  wallet,
  basis,
  bucket_no
