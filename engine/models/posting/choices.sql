-- One row per account, level (item, category, kind, merchant) and what it names there: whether the account could afford any
-- such reward and how many different ones, whether it redeemed any, and how many different ones of those it could afford.
with
  facts as (
    select
      affordance.account_no,
      affordance.programme_id,
      affordance.wallet,
      affordance.affordable_at is not null as is_affordable,
      affordance.redemptions,
      affordance.points,
      unnest(['item', 'category', 'kind', 'merchant']) as level,
      unnest([affordance.item_id, fact.category, fact.kind, fact.merchant_id]) as key
    from
      redemption.affordances as affordance
      join posting.item_facts as fact on fact.programme_id = affordance.programme_id
      and fact.item_id = affordance.item_id
  )
select
  account_no,
  programme_id,
  wallet,
  level,
  key,
  count(*) filter(
    where
      is_affordable
  )::integer as rewards_affordable,
  count(*) filter(
    where
      is_affordable
      and redemptions > 0
  )::integer as rewards_chosen,
  sum(redemptions)::bigint as redemptions,
  sum_points (points) as points
from
  facts
where
  key is not null
group by all
