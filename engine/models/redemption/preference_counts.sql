-- One row per programme, wallet, trait and segment of members, level (item, category, kind, merchant) and what it names
-- there: how many members could afford it while in stock, how many of those redeemed it, and all who did. Adds up over
-- shards, for a member's account is in one.
select
  choice.programme_id,
  choice.wallet,
  segment.dimension,
  segment.segment,
  choice.level,
  choice.key,
  count(*) filter(
    where
      choice.rewards_affordable > 0
  ) as members_affordable,
  count(*) filter(
    where
      choice.rewards_chosen > 0
  ) as members_chosen,
  count(*) filter(
    where
      choice.redemptions > 0
  ) as members_redeemed,
  sum(choice.redemptions)::bigint as redemptions,
  sum_points (choice.points) as points
from
  posting.choices as choice
  join redemption.segments as segment on segment.account_no = choice.account_no
group by all
order by all
