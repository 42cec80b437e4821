-- One row per programme and member: what he did until the as-of date, and what he holds then. Purchases count by distinct
-- days, net of refunds. Windows are those of
-- meta.member_policies; `exposure_days` of the previous one he was a member already. Margin: of purchases at merchants whose margin rate is known; NULL where none is.
-- `recent_earns` and `previous_earns`: one large earn is not many purchases, so the points of both windows count as (Σw)² ÷
-- Σw² equal earns (Kish's effective number), split as the points are and rounded down.
with
  margins as (
    select
      programme_id,
      merchant_id,
      any_value(margin_rate) as margin_rate
    from
      data.merchants
    group by
      programme_id,
      merchant_id
  ),
  acts as (
    select
      account.programme_id,
      account.member_id,
      programme.as_of - policy.recent_days as recent_after,
      programme.as_of - policy.recent_days - policy.previous_days as previous_after,
      programme.as_of - policy.rfm_days as year_after,
      year(programme.as_of) as this_year,
      acts.*,
      round(acts.amount::decimal(38, 4) * margins.margin_rate, 4)::decimal(18, 4) as margin
    from
      posting.acts as acts
      join ledger.accounts as account on account.account_no = acts.account_no
      join meta.programmes as programme on programme.programme_id = account.programme_id
      join meta.member_policies as policy on policy.programme_id = account.programme_id
      left join margins on margins.programme_id = account.programme_id
      and margins.merchant_id = acts.merchant_id
  ),
  did as (
    select
      programme_id,
      member_id,
      min(day) filter(is_purchase) as first_purchase_on,
      max(day) filter(is_purchase) as last_purchase_on,
      max(day) filter(is_redemption) as last_redemption_on,
      max(day) filter(is_act) as last_act_on,
      count(distinct day) filter(is_purchase) as purchase_days,
      count(distinct day) filter(
        is_purchase
        and day > year_after
      ) as frequency,
      coalesce(sum(amount) filter(day > year_after), 0)::decimal(18, 4) as monetary,
      (sum(margin) filter(day > year_after))::decimal(18, 4) as margin,
      count(*) filter(
        is_redemption
        and day > year_after
      ) as redemptions,
      count(distinct day) filter(
        is_purchase
        and day > recent_after
      ) as recent_days,
      count(distinct day) filter(
        is_purchase
        and day <= recent_after
        and day > previous_after
      ) as previous_days,
      coalesce(
        sum(points) filter(
          is_act
          and not is_redemption
          and day > recent_after
        ),
        0
      )::decimal(18, 2) as recent_points,
      coalesce(
        sum(points) filter(
          is_act
          and not is_redemption
          and day <= recent_after
          and day > previous_after
        ),
        0
      )::decimal(18, 2) as previous_points,
      coalesce(
        sum(points::decimal(38, 2) * points) filter(
          is_act
          and not is_redemption
          and day > previous_after
        ),
        0
      )::decimal(38, 4) as squared_points,
      coalesce(
        sum(points) filter(
          not is_redemption
          and year(day) = this_year
        ),
        0
      )::decimal(18, 2) as earned_this_year,
      coalesce(
        sum(points) filter(
          not is_redemption
          and day > year_after
        ),
        0
      )::decimal(18, 2) as earned_year,
      coalesce(sum(points) filter(not is_redemption), 0)::decimal(18, 2) as earned_ever,
      coalesce(sum(points) filter(is_redemption), 0)::decimal(18, 2) as redeemed_ever
    from
      acts
    group by
      programme_id,
      member_id
  ),
  counted as (
    select
      programme_id,
      member_id,
      (recent_points * 100)::hugeint as recent_points,
      ((recent_points + previous_points) * 100)::hugeint as points,
      (squared_points * 10000)::hugeint as squares
    from
      did
  ),
  effective as (
    select
      programme_id,
      member_id,
      points * points // squares as all_earns,
      (points * points // squares) * recent_points // points as recent
    from
      counted
    where
      points > 0
      and squares > 0
  ),
  holding as (
    select
      programme_id,
      member_id,
      min(account_no) as member_no,
      sum(points_available)::decimal(18, 2) as points_available,
      sum(points_balance)::decimal(18, 2) as points_balance
    from
      balances.accounts
    group by
      programme_id,
      member_id
  ),
  expiring as (
    select
      account.programme_id,
      account.member_id,
      sum(expiring.points) filter(expiring.expires_on <= programme.as_of + 30) as expiring_30,
      sum(expiring.points) filter(expiring.expires_on <= programme.as_of + 60) as expiring_60,
      sum(expiring.points) as expiring_90,
      min(expiring.expires_on) as next_expiry_on
    from
      members.expiring as expiring
      join ledger.accounts as account on account.account_no = expiring.account_no
      join meta.programmes as programme on programme.programme_id = account.programme_id
    group by
      account.programme_id,
      account.member_id
  ),
  consents as (
    select
      programme_id,
      member_id,
      bool_or(purpose = 'marketing') as may_market
    from
      data.consents
    where
      granted_at is not null
      and withdrawn_at is null
    group by
      programme_id,
      member_id
  )
select
  holding.programme_id,
  holding.member_id,
  holding.member_no,
  traits.tier,
  traits.credit_tier,
  traits.region_code,
  traits.age_band,
  cohort.first_event_on,
  did.first_purchase_on,
  did.last_purchase_on,
  did.last_redemption_on,
  did.last_act_on,
  coalesce(did.purchase_days, 0)::integer as purchase_days,
  coalesce(did.frequency, 0)::integer as frequency,
  coalesce(did.monetary, 0)::decimal(18, 4) as monetary,
  did.margin,
  coalesce(did.redemptions, 0)::integer as redemptions,
  coalesce(did.recent_days, 0)::integer as recent_days,
  coalesce(did.previous_days, 0)::integer as previous_days,
  least(policy.previous_days, greatest(0, programme.as_of - policy.recent_days - cohort.first_event_on + 1))::integer as exposure_days,
  coalesce(effective.recent, 0)::integer as recent_earns,
  coalesce(effective.all_earns - effective.recent, 0)::integer as previous_earns,
  coalesce(did.earned_this_year, 0)::decimal(18, 2) as earned_this_year,
  coalesce(did.earned_year, 0)::decimal(18, 2) as earned_year,
  coalesce(did.earned_ever, 0)::decimal(18, 2) as earned_ever,
  coalesce(did.redeemed_ever, 0)::decimal(18, 2) as redeemed_ever,
  holding.points_available,
  holding.points_balance,
  coalesce(expiring.expiring_30, 0)::decimal(18, 2) as expiring_30,
  coalesce(expiring.expiring_60, 0)::decimal(18, 2) as expiring_60,
  coalesce(expiring.expiring_90, 0)::decimal(18, 2) as expiring_90,
  expiring.next_expiry_on,
  cohort.may_profile,
  case
    when cohort.may_profile is not null then coalesce(consents.may_market, false)
  end as may_market,
  cohort.is_left_truncated
from
  holding
  join meta.programmes as programme on programme.programme_id = holding.programme_id
  join meta.member_policies as policy on policy.programme_id = holding.programme_id
  join cohorts.members as cohort on cohort.programme_id = holding.programme_id
  and cohort.member_id = holding.member_id
  and cohort.counts_in_all
  join posting.member_traits as traits on traits.programme_id = holding.programme_id
  and traits.member_id = holding.member_id
  left join did on did.programme_id = holding.programme_id
  and did.member_id = holding.member_id
  left join effective on effective.programme_id = holding.programme_id
  and effective.member_id = holding.member_id
  left join expiring on expiring.programme_id = holding.programme_id
  and expiring.member_id = holding.member_id
  left join consents on consents.programme_id = holding.programme_id
  and consents.member_id = holding.member_id
order by
  holding.member_no
