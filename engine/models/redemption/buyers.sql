-- One row per account, product, merchant and month in which something was bought: purchases, pieces and amount, less refunds.
-- What the figures of redemption.purchase_months are made of. Ordered by product, so that a page reads one product's buyers
-- only.
select
  act.programme_id,
  act.product_id,
  act.merchant_id,
  month_start (month_no (act.day)) as month,
  act.account_no,
  count(*)::integer as purchases,
  coalesce(sum(act.quantity), 0)::decimal(18, 4) as pieces,
  coalesce(sum(act.amount), 0)::decimal(18, 4) as amount,
  count(act.amount)::integer as purchases_with_amount
from
  posting.standing_acts as act
where
  not act.is_redemption
group by all
order by
  programme_id,
  product_id,
  merchant_id,
  month,
  account_no
