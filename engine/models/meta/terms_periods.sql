-- One row per version of the terms of a wallet: the time in which it is in force, and what it changes to the members'
-- disadvantage against the version before (`is_adverse` as given overrides what was computed). A version without an end
-- is in force until the next one begins.
with
  dated as (
    select
      * replace(coalesce(wallet, 'base') as wallet),
      coalesce(effective_from, published_at) as starts_at
    from
      data.terms
  ),
  spans as (
    select
      *,
      lag (terms_id) over versions as previous_terms_id,
      lag (effective_to) over versions as previous_effective_to,
      lag (validity_kind) over versions as previous_validity_kind,
      lag (validity_months) over versions as previous_validity_months,
      lag (point_value) over versions as previous_point_value,
      lag (promises_value_stability) over versions as previous_value_stability,
      lag (promises_upgrade) over versions as previous_upgrade,
      lag (promised_green_share) over versions as previous_green_share,
      lag (reminder_days) over versions as previous_reminder_days,
      coalesce(effective_to, lead (starts_at) over versions) as ends_at
    from
      dated
    where
      starts_at is not null
    window
      versions as (
        partition by
          programme_id,
          wallet
        order by
          starts_at,
          terms_id
      )
  ),
  lowered_rates as (
    select distinct
      spans.programme_id,
      spans.wallet,
      spans.terms_id
    from
      spans
      join data.earn_rates as before on before.programme_id = spans.programme_id
      and before.terms_id = spans.previous_terms_id
      and coalesce(before.wallet, 'base') = spans.wallet
      join data.earn_rates as after on after.programme_id = spans.programme_id
      and after.terms_id = spans.terms_id
      and coalesce(after.wallet, 'base') = spans.wallet
      and after.reason is not distinct from before.reason
      and after.merchant_id is not distinct from before.merchant_id
      and after.category is not distinct from before.category
      and after.region_code is not distinct from before.region_code
      and after.tier is not distinct from before.tier
      and after.credit_tier is not distinct from before.credit_tier
      and after.min_age is not distinct from before.min_age
    where
      after.points_per_yuan < before.points_per_yuan
      or after.fixed_points < before.fixed_points
  ),
  compared as (
    select
      spans.*,
      nullif(
        concat_ws(
          ',',
          case
            when previous_validity_kind = 'lifetime'
            and validity_kind in ('months', 'calendar', 'activity') then 'validity_shortened'
            when previous_validity_kind = validity_kind
            and validity_months < previous_validity_months then 'validity_shortened'
          end,
          case
            when point_value < previous_point_value then 'value_lowered'
          end,
          case
            when previous_value_stability
            and not coalesce(promises_value_stability, false) then 'stability_dropped'
          end,
          case
            when previous_upgrade
            and not coalesce(promises_upgrade, false) then 'upgrade_dropped'
          end,
          case
            when coalesce(promised_green_share, 0) < previous_green_share then 'green_share_lowered'
          end,
          case
            when previous_reminder_days is not null
            and reminder_days is null then 'reminder_dropped'
          end,
          case
            when lowered_rates.terms_id is not null then 'earning_lowered'
          end
        ),
        ''
      ) as adverse_changes
    from
      spans
      left join lowered_rates using (programme_id, wallet, terms_id)
  )
select
  compared.* exclude (is_adverse),
  compared.is_adverse as is_adverse_declared,
  previous_terms_id is not null
  and coalesce(compared.is_adverse, adverse_changes is not null) as is_adverse
from
  compared
order by
  programme_id,
  wallet,
  starts_at,
  terms_id
