-- One row per account, level (category, kind, merchant) and what it names there of rewards that the account could afford while
-- in stock, or redeemed: whether it could afford any, whether it redeemed any of those, what it redeemed, and whether its
-- member consented to profiling. A single reward stands in redemption.affordances. Ordered by name and points, so that a page
-- reads the members of one name only.
with
  facts as (
    select
      affordance.account_no,
      affordance.programme_id,
      affordance.wallet,
      affordance.may_profile,
      affordance.affordable_at is not null as is_affordable,
      affordance.redemptions,
      affordance.points,
      unnest(['category', 'kind', 'merchant']) as level,
      unnest([fact.category, fact.kind, fact.merchant_id]) as key
    from
      redemption.affordances as affordance
      join posting.item_facts as fact on fact.programme_id = affordance.programme_id
      and fact.item_id = affordance.item_id
  )
select
  programme_id,
  level,
  key,
  wallet,
  account_no,
  any_value(may_profile) as may_profile,
  bool_or(is_affordable) as can_afford,
  bool_or(
    is_affordable
    and redemptions > 0
  ) as has_chosen,
  sum(redemptions)::integer as redemptions,
  sum_points (points) as points
from
  facts
where
  key is not null
group by
  programme_id,
  level,
  key,
  wallet,
  account_no
order by
  programme_id,
  level,
  key,
  wallet,
  points desc,
  account_no
