-- One row per programme and way in which members can be chosen together (segment, life cycle, tier, region, age band, consent
-- to profiling, marks): how many there are, and their sums. Pages add these up instead of going through all members.
select
  programme_id,
  segment,
  life_cycle,
  tier,
  region_code,
  age_band,
  consent,
  is_high_potential,
  is_near_next_tier,
  expiring_30 > 0 as is_expiring_30,
  expiring_60 > 0 as is_expiring_60,
  expiring_points > 0 as is_expiring_90,
  count(*) as members,
  sum(frequency)::bigint as frequency,
  sum(monetary)::decimal(18, 4) as monetary,
  sum(points_available)::decimal(18, 2) as points_available,
  sum(expiring_30)::decimal(18, 2) as expiring_30,
  sum(expiring_points)::decimal(18, 2) as expiring_points,
  sum(expected_purchases)::decimal(18, 10) as expected_purchases,
  sum(expected_margin)::decimal(18, 4) as expected_margin
from
  members.profile
group by all
order by all
