-- One row per version that came into force while its promotion ran, and term in which it is worse than the version before.
-- A term that either version leaves empty is not compared; a condition where there was none is one added.
with
  versions as (
    select
      *,
      row_number() over version as version_no,
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
    where
      version_from is not null
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
      version_no > 1
      and version_from > earlier_starts_at
      and coalesce(version_from < earlier_ends_at, true)
  ),
  changes as (
    select
      midway.* exclude (version_no),
      unnest(
        [
          {
            'term': 'multiplier',
            'zh': '积分倍数',
            'en': 'the multiple of points',
            'before': earlier_multiplier::varchar,
            'after': multiplier::varchar,
            'is_worse': multiplier < earlier_multiplier
          },
          {
            'term': 'bonus_points',
            'zh': '赠送积分',
            'en': 'the bonus',
            'before': earlier_bonus_points::varchar,
            'after': bonus_points::varchar,
            'is_worse': bonus_points < earlier_bonus_points
          },
          {
            'term': 'promo_points_price',
            'zh': '活动积分价',
            'en': 'the price in points',
            'before': earlier_promo_points_price::varchar,
            'after': promo_points_price::varchar,
            'is_worse': promo_points_price > earlier_promo_points_price
          },
          {
            'term': 'ends_at',
            'zh': '结束时间',
            'en': 'the end',
            'before': local_day(programme_id, earlier_ends_at)::varchar,
            'after': local_day(programme_id, ends_at)::varchar,
            'is_worse': ends_at < earlier_ends_at
          },
          {
            'term': 'max_prize_value',
            'zh': '最高奖价值',
            'en': 'the top prize',
            'before': earlier_max_prize_value::varchar,
            'after': max_prize_value::varchar,
            'is_worse': max_prize_value < earlier_max_prize_value
          },
          {
            'term': 'stated_probability',
            'zh': '中奖概率',
            'en': 'the chance of winning',
            'before': earlier_stated_probability::varchar,
            'after': stated_probability::varchar,
            'is_worse': stated_probability < earlier_stated_probability
          },
          {
            'term': 'stated_quantity',
            'zh': '奖品数量',
            'en': 'the number of prizes',
            'before': earlier_stated_quantity::varchar,
            'after': stated_quantity::varchar,
            'is_worse': stated_quantity < earlier_stated_quantity
          },
          {
            'term': 'prize_limits',
            'zh': '兑奖限制',
            'en': 'the limits of the prize',
            'before': coalesce(earlier_prize_limits, '-'),
            'after': prize_limits,
            'is_worse': earlier_prize_limits is null
            and prize_limits is not null
          },
          {
            'term': 'eligible_segment',
            'zh': '参与资格',
            'en': 'who may take part',
            'before': coalesce(earlier_eligible_segment, '-'),
            'after': eligible_segment,
            'is_worse': earlier_eligible_segment is null
            and eligible_segment is not null
          },
          {
            'term': 'prize_kinds',
            'zh': '奖品种类',
            'en': 'the kind of prize',
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
    'started_at': earlier_starts_at,
    'changed_zh': change.zh,
    'changed_en': change.en
  } as evidence,
  source_file,
  source_record
from
  changes
where
  change.is_worse
