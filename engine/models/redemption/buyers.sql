-- One row per account, product, merchant and month in which something was bought: purchases, pieces and amount, less refunds;
-- with its member, and whether he consented to profiling (see cohorts.members). What the figures of
-- redemption.purchase_months are made of. Ordered by product, so that a page reads one product's buyers only.
with
  bought as (
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
  )
select
  bought.*,
  holder.member_no,
  holder.may_profile
from
  bought
  join cohorts.members as holder on holder.account_no = bought.account_no
order by
  bought.programme_id,
  bought.product_id,
  bought.merchant_id,
  bought.month,
  bought.account_no
