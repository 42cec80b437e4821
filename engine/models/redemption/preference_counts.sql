-- One row per programme, wallet, trait and segment of members, level (item, category, kind, merchant), what it names there, and
-- kind of member: whether he could afford it while in stock, redeemed it then, redeemed it at all, and consented to profiling;
-- how many such members, and what they redeemed. Adds up over shards, for a member's account is in one.
with
  choices as (
    select
      programme_id,
      wallet,
      level,
      key,
      account_no,
      can_afford,
      has_chosen,
      may_profile,
      redemptions,
      points
    from
      redemption.choices
    union all
    select
      programme_id,
      wallet,
      'item',
      item_id,
      account_no,
      affordable_at is not null,
      affordable_at is not null
      and redemptions > 0,
      may_profile,
      redemptions,
      points
    from
      redemption.affordances
  )
select
  choices.programme_id,
  choices.wallet,
  segment.dimension,
  segment.segment,
  choices.level,
  choices.key,
  choices.can_afford,
  choices.has_chosen,
  choices.redemptions > 0 as has_redeemed,
  choices.may_profile,
  count(*) as members,
  sum(choices.redemptions)::bigint as redemptions,
  sum_points (choices.points) as points
from
  choices
  join redemption.segments as segment on segment.account_no = choices.account_no
group by all
order by all
