-- One row per earn whose points differ from what the terms then in force promise for its reason, merchant, category, region
-- and tier: the most specific rate counts, with its rounding and cap and the promotion the event names. Rates for an age or
-- a credit tier are judged apart (senior-multiplier-wrong). Earns that no rate covers are not here.
with
  plain_rates as (
    select
      rate.*,
      coalesce(rate.wallet, 'base') as rate_wallet,
      terms.starts_at,
      terms.ends_at,
      (rate.merchant_id is not null)::integer + (rate.category is not null)::integer + (rate.region_code is not null)::integer + (rate.tier is not null)::integer as conditions
    from
      data.earn_rates as rate
      join meta.terms_periods as terms on terms.programme_id = rate.programme_id
      and terms.terms_id = rate.terms_id
      and terms.wallet = coalesce(rate.wallet, 'base')
    where
      rate.min_age is null
      and rate.credit_tier is null
  ),
  promoted as (
    select
      programme_id,
      promotion_id,
      max_by(kind, version_from) as kind,
      max_by(multiplier, version_from) as multiplier,
      max_by(bonus_points, version_from) as bonus_points
    from
      data.promotions
    group by
      programme_id,
      promotion_id
  ),
  rated as (
    select
      entry.entry_no,
      entry.account_no,
      entry.points,
      rate.terms_id,
      rate.conditions,
      rate.rounding,
      rate.cap,
      rate.points_per_yuan,
      rate.fixed_points,
      case
        when rate.fixed_points is not null then rate.fixed_points::decimal(34, 12)
        else (entry.amount * rate.points_per_yuan)::decimal(24, 8) * case
          when promoted.kind = 'multiplier' then coalesce(promoted.multiplier, 1)
          else 1
        end::decimal(10, 4)
      end as exact_points,
      case
        when promoted.kind = 'bonus' then coalesce(promoted.bonus_points, 0)
        else 0
      end as bonus_points,
      case
        when rate.fixed_points is not null then greatest(coalesce(entry.quantity, 1), 1)
        else 1
      end as pieces
    from
      ledger.entries as entry
      join plain_rates as rate on rate.programme_id = entry.programme_id
      and rate.rate_wallet = entry.wallet
      and rate.reason = entry.reason
      and rate.starts_at <= entry.occurred_at
      and coalesce(rate.ends_at, 'infinity'::timestamptz) > entry.occurred_at
      left join data.products as product on product.programme_id = entry.programme_id
      and product.product_id = entry.product_id
      left join promoted on promoted.programme_id = entry.programme_id
      and promoted.promotion_id = entry.promotion_id
    where
      entry.event_type = 'earn'
      and (
        rate.fixed_points is not null
        or entry.amount is not null
      )
      and (
        entry.promotion_id is null
        or promoted.promotion_id is not null
      )
      and (
        rate.merchant_id is null
        or rate.merchant_id = entry.merchant_id
      )
      and (
        rate.category is null
        or rate.category = product.category
      )
      and (
        rate.tier is null
        or exists (
          select
            1
          from
            data.member_attributes as attribute
          where
            attribute.programme_id = entry.programme_id
            and attribute.member_id = entry.member_id
            and attribute.attribute = 'tier'
            and attribute.value = rate.tier
            and coalesce(attribute.valid_from, '-infinity'::timestamptz) <= entry.occurred_at
            and coalesce(attribute.valid_to, 'infinity'::timestamptz) > entry.occurred_at
        )
      )
      and (
        rate.region_code is null
        or exists (
          select
            1
          from
            data.members as member
          where
            member.programme_id = entry.programme_id
            and member.member_id = entry.member_id
            and member.region_code = rate.region_code
        )
      )
  ),
  rounded as (
    select
      *,
      least(
        cap,
        case rounding
          when 'round' then round(exact_points)
          when 'ceil' then ceil(exact_points)
          when 'none' then floor(exact_points * 100) / 100
          else floor(exact_points)
        end
      )::decimal(18, 2) + bonus_points as points_low,
      least(
        cap * pieces,
        case rounding
          when 'round' then round(exact_points)
          when 'floor' then floor(exact_points)
          when 'none' then ceil(exact_points * 100) / 100
          else ceil(exact_points)
        end * pieces
      )::decimal(18, 2) + bonus_points as points_high
    from
      rated
  ),
  chosen as (
    select
      *
    from
      rounded
    qualify
      row_number() over (
        partition by
          entry_no
        order by
          conditions desc,
          points_low desc,
          terms_id
      ) = 1
  )
select
  account.programme_id,
  account.wallet,
  account.member_id,
  entry.source,
  entry.event_id,
  entry.occurred_at,
  entry.reason,
  entry.merchant_id,
  entry.amount,
  entry.promotion_id,
  chosen.terms_id,
  chosen.points_per_yuan,
  chosen.fixed_points,
  chosen.points,
  chosen.points_low::decimal(18, 2) as points_low,
  chosen.points_high::decimal(18, 2) as points_high,
  chosen.entry_no,
  entry.source_file,
  entry.source_record
from
  chosen
  join ledger.entries as entry using (entry_no)
  join ledger.accounts as account on account.account_no = chosen.account_no
where
  chosen.points < chosen.points_low
  or chosen.points > chosen.points_high
order by
  chosen.entry_no
