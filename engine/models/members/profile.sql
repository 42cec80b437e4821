-- One row per programme and member: RFM and life cycle, tier and what the next one wants, points that expire, what BG/NBD
-- expects, and whether he speeds up. `recency`: days since the last purchase; `frequency`: purchase days and `monetary`:
-- purchases net of refunds within the policy's window; scores 1 to 5 by rank among those who bought in it, ties alike.
-- `acceleration`: purchase days of the recent window against his own before, relative to the programme's season (1: as
-- the season). `expected_margin`: of the purchases expected, at his own margin so far.
with
  next_tiers as (
    select
      mine.programme_id,
      mine.tier,
      min_by(next.tier, next.rank) as next_tier,
      min_by(next.threshold, next.rank) as threshold,
      min_by(next.period, next.rank) as period
    from
      posting.tiers_in_force as mine
      join posting.tiers_in_force as next on next.programme_id = mine.programme_id
      and next.rank > mine.rank
    group by
      mine.programme_id,
      mine.tier
  ),
  scored as (
    select
      programme_id,
      member_id,
      (
        5 - (
          rank() over (
            partition by
              programme_id
            order by
              last_purchase_on desc
          ) - 1
        ) * 5 // count(*) over (
          partition by
            programme_id
        )
      )::integer as recency_score,
      (
        5 - (
          rank() over (
            partition by
              programme_id
            order by
              frequency desc
          ) - 1
        ) * 5 // count(*) over (
          partition by
            programme_id
        )
      )::integer as frequency_score,
      (
        5 - (
          rank() over (
            partition by
              programme_id
            order by
              monetary desc
          ) - 1
        ) * 5 // count(*) over (
          partition by
            programme_id
        )
      )::integer as monetary_score
    from
      members.facts
    where
      frequency > 0
  ),
  expected as (
    select
      programme_id,
      member_id,
      sum(expected_purchases)::decimal(18, 10) as expected_purchases,
      max(p_alive) as p_alive,
      sum(expected_margin)::decimal(18, 4) as expected_margin
    from
      members.expectations
    group by
      programme_id,
      member_id
  ),
  joined as (
    select
      facts.*,
      programme.as_of,
      policy.* exclude (recent_days, previous_days),
      scored.recency_score,
      scored.frequency_score,
      scored.monetary_score,
      coalesce(mine.rank, 0) as tier_rank,
      next_tiers.next_tier,
      next_tiers.threshold as next_tier_threshold,
      case
        when next_tiers.period = 'year' then facts.earned_this_year
        when next_tiers.period = 'rolling_year' then facts.earned_year
        when next_tiers.period = 'lifetime' then facts.earned_ever
      end as next_tier_earned,
      expected.* exclude (programme_id, member_id),
      buying.ratio as acceleration,
      buying.p_value as acceleration_p,
      buying.q_value as acceleration_q,
      earning.ratio as earning_acceleration,
      earning.p_value as earning_acceleration_p,
      earning.q_value as earning_acceleration_q
    from
      members.facts as facts
      join meta.programmes as programme on programme.programme_id = facts.programme_id
      join meta.member_policies as policy on policy.programme_id = facts.programme_id
      left join scored on scored.programme_id = facts.programme_id
      and scored.member_id = facts.member_id
      left join posting.tiers_in_force as mine on mine.programme_id = facts.programme_id
      and mine.tier = facts.tier
      left join next_tiers on next_tiers.programme_id = facts.programme_id
      and next_tiers.tier = facts.tier
      left join expected on expected.programme_id = facts.programme_id
      and expected.member_id = facts.member_id
      left join posting.accelerations as buying on buying.programme_id = facts.programme_id
      and buying.measure = 'purchases'
      and buying.recent = facts.recent_days
      and buying.previous = facts.previous_days
      and buying.exposure_days = facts.exposure_days
      left join posting.accelerations as earning on earning.programme_id = facts.programme_id
      and earning.measure = 'earning'
      and earning.recent = facts.recent_earns
      and earning.previous = facts.previous_earns
      and earning.exposure_days = facts.exposure_days
  )
select
  programme_id,
  member_id,
  member_no,
  (as_of - last_purchase_on)::integer as recency,
  frequency,
  monetary,
  margin,
  recency_score,
  frequency_score,
  monetary_score,
  case
    when last_purchase_on is null then 'never_bought'
    when recency_score is null then 'lapsed'
    when recency_score >= 4
    and frequency_score >= 4
    and monetary_score >= 4 then 'champions'
    when frequency_score >= 4 then case
      when recency_score <= 2 then 'at_risk'
      else 'loyal'
    end
    when monetary_score >= 4 then 'big_spenders'
    when recency_score >= 4 then 'promising'
    when recency_score <= 2 then 'hibernating'
    else 'regular'
  end as segment,
  case
    when last_purchase_on is null then 'never_bought'
    when as_of - first_purchase_on < active_days then 'new'
    when as_of - last_purchase_on <= active_days then 'active'
    when as_of - last_purchase_on <= cooling_days then 'cooling'
    when as_of - last_purchase_on <= dormant_days then 'dormant'
    else 'lost'
  end as life_cycle,
  tier,
  tier_rank::integer as tier_rank,
  next_tier,
  next_tier_threshold,
  case
    when next_tier_threshold > next_tier_earned then next_tier_threshold - next_tier_earned
    when next_tier_threshold <= next_tier_earned then 0
  end::decimal(18, 2) as next_tier_gap,
  coalesce(
    next_tier_threshold > 0
    and next_tier_earned > 0
    and (next_tier_threshold - next_tier_earned) * 100 <= next_tier_threshold * near_tier_percent,
    false
  ) as is_near_next_tier,
  credit_tier,
  region_code,
  age_band,
  first_event_on,
  first_purchase_on,
  last_purchase_on,
  last_redemption_on,
  last_act_on,
  purchase_days,
  redemptions,
  points_available,
  points_balance,
  earned_year,
  earned_ever,
  redeemed_ever,
  expiring_30,
  expiring_60,
  expiring_90 as expiring_points,
  next_expiry_on,
  expected_purchases,
  p_alive,
  expected_margin,
  recent_days as recent_purchase_days,
  previous_days as previous_purchase_days,
  acceleration,
  acceleration_p,
  acceleration_q,
  earning_acceleration,
  earning_acceleration_p,
  earning_acceleration_q,
  coalesce(
    acceleration > 1
    and acceleration_q * 100 <= discovery_percent,
    false
  )
  or coalesce(
    earning_acceleration > 1
    and earning_acceleration_q * 100 <= discovery_percent,
    false
  ) as is_high_potential,
  may_profile as consent,
  may_market as marketing_consent,
  is_left_truncated
from
  joined
order by
  member_no
