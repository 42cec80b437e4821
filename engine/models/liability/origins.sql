-- One row per lot that is its own origin: the account it was issued to, what kind of event issued it, and the dimensions
-- that its points keep through transfers and days of grace.
select
  lot_no,
  account_no,
  event_type,
  kind,
  tier,
  issuer_merchant_id,
  month_start (vintage_no) as vintage
from
  posting.origin_values
order by
  lot_no
