-- One row per programme, wallet, reward on offer, number of months within which members reach it (`within`; 0: now) and consent to
-- profiling: how many members do, of the tier it asks for, and their sums. What stands above a list of them, without going
-- through all members.
with
  rungs as (
    select distinct
      programme_id,
      wallet,
      points_price
    from
      members.rewards
  ),
  reaching as (
    select
      reach.programme_id,
      reach.wallet,
      profile.tier_rank,
      profile.consent,
      profile.frequency,
      profile.monetary,
      profile.points_available,
      profile.expiring_points,
      profile.expected_purchases,
      profile.expected_margin,
      unnest([0, 1, 3, 6, 12]) as within,
      unnest(
        [
          reach.points_now,
          coalesce(reach.likely_1, reach.points_now),
          coalesce(reach.likely_3, reach.points_now),
          coalesce(reach.likely_6, reach.points_now),
          coalesce(reach.likely_12, reach.points_now)
        ]
      ) as points
    from
      members.reach as reach
      join members.profile as profile on profile.member_no = reach.member_no
  ),
  summed as (
    select
      reaching.programme_id,
      reaching.wallet,
      reaching.within,
      reaching.tier_rank,
      reaching.consent,
      rungs.points_price,
      count(*) as members,
      sum(reaching.frequency) as frequency,
      sum(reaching.monetary) as monetary,
      sum(reaching.points_available) as points_available,
      sum(reaching.expiring_points) as expiring_points,
      sum(reaching.expected_purchases) as expected_purchases,
      sum(reaching.expected_margin) as expected_margin
    from
      reaching
      asof join rungs on rungs.programme_id = reaching.programme_id
      and rungs.wallet = reaching.wallet
      and reaching.points >= rungs.points_price
    group by all
  )
select
  rewards.programme_id,
  rewards.item_id,
  rewards.wallet,
  summed.within,
  summed.consent,
  sum(summed.members)::bigint as members,
  sum(summed.frequency)::bigint as frequency,
  sum(summed.monetary)::decimal(18, 4) as monetary,
  sum(summed.points_available)::decimal(18, 2) as points_available,
  sum(summed.expiring_points)::decimal(18, 2) as expiring_points,
  sum(summed.expected_purchases)::decimal(18, 10) as expected_purchases,
  sum(summed.expected_margin)::decimal(18, 4) as expected_margin
from
  members.rewards as rewards
  join summed on summed.programme_id = rewards.programme_id
  and summed.wallet = rewards.wallet
  and summed.points_price >= rewards.points_price
  and summed.tier_rank >= rewards.least_rank
group by all
order by all
