-- One row per programme, wallet, month, reward and merchant: redemptions that stood at the as-of date, and by how many
-- members. Adds up over shards; members of different months are not to be added up.
select
  act.programme_id,
  act.wallet,
  month_start (month_no (act.day)) as month,
  act.item_id,
  act.merchant_id,
  count(distinct act.account_no) as members,
  count(*) as redemptions,
  coalesce(sum(coalesce(act.quantity, 1)), 0)::decimal(18, 4) as pieces,
  sum_points (act.points) as points
from
  posting.standing_acts as act
where
  act.is_redemption
group by all
order by all
