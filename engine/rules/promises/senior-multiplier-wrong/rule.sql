-- One row per earn that did not get the rate for the member's age or credit tier, or got one that is not for the member.
-- A member whose age is not known is not judged by age; credit tiers are judged where the programme records any.
with
  special_rates as (
    select
      rate.*,
      coalesce(rate.wallet, 'base') as rate_wallet,
      terms.starts_at,
      terms.ends_at
    from
      data.earn_rates as rate
      join meta.terms_periods as terms on terms.programme_id = rate.programme_id
      and terms.terms_id = rate.terms_id
      and terms.wallet = coalesce(rate.wallet, 'base')
    where
      (
        rate.min_age is not null
        or rate.credit_tier is not null
      )
      and rate.points_per_yuan is not null
  ),
  tiered_programmes as (
    select distinct
      programme_id
    from
      data.member_attributes
    where
      attribute = 'credit_tier'
  ),
  candidates as (
    select
      entry.entry_no,
      entry.account_no,
      entry.programme_id,
      entry.member_id,
      entry.occurred_at,
      entry.points,
      entry.amount,
      entry.reason,
      entry.merchant_id,
      entry.promotion_id,
      rate.terms_id,
      rate.reason as rate_reason,
      rate.min_age,
      rate.credit_tier,
      rate.region_code,
      rate.points_per_yuan,
      rate.rounding
    from
      special_rates as rate
      join ledger.entries as entry on entry.programme_id = rate.programme_id
      and entry.wallet = rate.rate_wallet
      and entry.reason in (rate.reason, 'purchase')
      and entry.occurred_at >= rate.starts_at
      and entry.occurred_at < coalesce(rate.ends_at, 'infinity'::timestamptz)
    where
      entry.event_type = 'earn'
      and entry.amount is not null
      and (
        rate.merchant_id is null
        or rate.merchant_id = entry.merchant_id
      )
      and (
        rate.credit_tier is null
        or rate.programme_id in (
          select
            programme_id
          from
            tiered_programmes
        )
      )
  ),
  aged as (
    select
      candidate.*,
      date_sub('year', member.birth_date, local_day (candidate.programme_id, candidate.occurred_at)) as age,
      member.region_code as member_region,
      attribute.value as member_tier
    from
      candidates as candidate
      left join data.members as member on member.programme_id = candidate.programme_id
      and member.member_id = candidate.member_id
      left join data.member_attributes as attribute on attribute.programme_id = candidate.programme_id
      and attribute.member_id = candidate.member_id
      and attribute.attribute = 'credit_tier'
      and coalesce(attribute.valid_from, '-infinity'::timestamptz) <= candidate.occurred_at
      and coalesce(attribute.valid_to, 'infinity'::timestamptz) > candidate.occurred_at
    where
      candidate.min_age is null
      or member.birth_date is not null
  ),
  multipliers as (
    select
      programme_id,
      promotion_id,
      max_by(multiplier, version_from) as multiplier
    from
      data.promotions
    where
      kind = 'multiplier'
    group by
      programme_id,
      promotion_id
  ),
  priced as (
    select
      aged.*,
      coalesce(age >= min_age, true)
      and coalesce(member_tier = credit_tier, credit_tier is null)
      and coalesce(member_region = region_code, region_code is null) as is_eligible,
      (amount * points_per_yuan)::decimal(24, 8) * coalesce(multiplier, 1)::decimal(10, 4) as exact_points
    from
      aged
      left join multipliers using (programme_id, promotion_id)
  ),
  judged as (
    select
      entry_no,
      bool_or(is_eligible) as is_eligible,
      bool_or(reason = rate_reason) as has_special_reason,
      any_value(terms_id) as terms_id,
      any_value(age) as age,
      any_value(member_tier) as member_tier,
      max(
        case
          when is_eligible then case rounding
            when 'none' then floor(exact_points * 100) / 100
            when 'ceil' then ceil(exact_points)
            when 'round' then round(exact_points)
            else floor(exact_points)
          end
        end
      ) as points_promised
    from
      priced
    group by
      entry_no
  ),
  plain_rates as (
    select
      entry.entry_no,
      max(rate.points_per_yuan) as points_per_yuan
    from
      judged
      join ledger.entries as entry using (entry_no)
      join data.earn_rates as rate on rate.programme_id = entry.programme_id
      and rate.terms_id = judged.terms_id
      and coalesce(rate.wallet, 'base') = entry.wallet
      and rate.reason = 'purchase'
      and rate.min_age is null
      and rate.credit_tier is null
      and coalesce(rate.merchant_id, entry.merchant_id) is not distinct from entry.merchant_id
    where
      not judged.is_eligible
    group by
      entry.entry_no
  ),
  faults as (
    select
      judged.*,
      case
        when judged.is_eligible then 'not_given'
        else 'given_to_others'
      end as fault,
      coalesce(judged.points_promised, floor(entry.amount * plain_rates.points_per_yuan), 0)::decimal(18, 2) as points_due
    from
      judged
      join ledger.entries as entry using (entry_no)
      left join plain_rates using (entry_no)
    where
      case
        when judged.is_eligible then entry.points < judged.points_promised
        else judged.has_special_reason
        and entry.reason <> 'purchase'
      end
  )
select
  account.programme_id,
  'account' as subject_type,
  concat(account.wallet, '/', account.member_id) as subject_id,
  account.wallet,
  entry.source,
  entry.event_id,
  entry.occurred_at,
  entry.points as observed,
  fault.points_due as expected,
  abs(entry.points - fault.points_due) as points,
  {
    'fault': fault.fault,
    'terms': fault.terms_id,
    'reason': entry.reason,
    'amount': entry.amount,
    'age': fault.age,
    'credit_tier': fault.member_tier,
    'points': entry.points,
    'points_due': fault.points_due
  } as evidence,
  fault.entry_no
from
  faults as fault
  join ledger.entries as entry using (entry_no)
  join ledger.accounts as account on account.account_no = entry.account_no
