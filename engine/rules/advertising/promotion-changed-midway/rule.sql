-- One row per version that came into force while its promotion ran, and term in which it is worse than the version before.
-- A term that either version leaves empty is not compared; a condition where there was none is one added.
with
  versions as (
    select
      *,
      lag (starts_at) over version as earlier_starts_at,
      lag (ends_at) over version as earlier_ends_at,
      lag (multiplier) over version as earlier_multiplier,
      lag (bonus_points) over version as earlier_bonus_points,
      lag (promo_points_price) over version as earlier_promo_points_price,
      lag (max_prize_value) over version as earlier_max_prize_value,
      lag (stated_probability) over version as earlier_stated_probability,
      lag (stated_quantity) over version as earlier_stated_quantity,
      lag (prize_kinds) over version as earlier_prize_kinds,
      lag (prize_limits) over version as earlier_prize_limits,
      lag (eligible_segment) over version as earlier_eligible_segment
    from
      data.promotions
    window
      version as (
        partition by
          programme_id,
          promotion_id
        order by
          version_from
      )
  ),
  midway as (
    select
      *
    from
      versions
    where
      version_from > earlier_starts_at
      and coalesce(version_from < earlier_ends_at, true)
  ),
  changes as (
    select
      midway.*,
      unnest(
        [
          {
            'term': 'multiplier',
            'before': earlier_multiplier::varchar,
            'after': multiplier::varchar,
            'is_worse': multiplier < earlier_multiplier
          },
          {
            'term': 'bonus_points',
            'before': earlier_bonus_points::varchar,
            'after': bonus_points::varchar,
            'is_worse': bonus_points < earlier_bonus_points
          },
          {
            'term': 'promo_points_price',
            'before': earlier_promo_points_price::varchar,
            'after': promo_points_price::varchar,
            'is_worse': promo_points_price > earlier_promo_points_price
          },
          {
            'term': 'ends_at',
            'before': local_day (programme_id, earlier_ends_at)::varchar,
            'after': local_day (programme_id, ends_at)::varchar,
            'is_worse': ends_at < earlier_ends_at
          },
          {
            'term': 'max_prize_value',
            'before': earlier_max_prize_value::varchar,
            'after': max_prize_value::varchar,
            'is_worse': max_prize_value < earlier_max_prize_value
          },
          {
            'term': 'stated_probability',
            'before': earlier_stated_probability::varchar,
            'after': stated_probability::varchar,
            'is_worse': stated_probability < earlier_stated_probability
          },
          {
            'term': 'stated_quantity',
            'before': earlier_stated_quantity::varchar,
            'after': stated_quantity::varchar,
            'is_worse': stated_quantity < earlier_stated_quantity
          },
          {
            'term': 'prize_limits',
            'before': coalesce(earlier_prize_limits, '-'),
            'after': prize_limits,
            'is_worse': earlier_prize_limits is null
            and prize_limits is not null
          },
          {
            'term': 'eligible_segment',
            'before': coalesce(earlier_eligible_segment, '-'),
            'after': eligible_segment,
            'is_worse': earlier_eligible_segment is null
            and eligible_segment is not null
          },
          {
            'term': 'prize_kinds',
            'before': earlier_prize_kinds,
            'after': prize_kinds,
            'is_worse': prize_kinds <> earlier_prize_kinds
            and coalesce(max_prize_value < earlier_max_prize_value, true)
          }
        ]
      ) as change
    from
      midway
  )
select
  programme_id,
  'promotion' as subject_type,
  promotion_id as subject_id,
  version_from as occurred_at,
  change.after as observed,
  change.before as expected,
  -- Another prize of unknown value need not be a worse one: a person has to look.
  case
    when change.term = 'prize_kinds' then 'indicator'
  end as nature,
  {
    'changed': change.term,
    'before': change.before,
    'after': change.after,
    'started_at': earlier_starts_at
  } as evidence,
  source_file,
  source_record
from
  changes
where
  change.is_worse
