-- One row per version of a draw whose chances won at another rate than it stated (exact binomial test, two-sided).
with
  drawn as (
    select
      programme_id,
      promotion_id,
      member_id,
      drawn_at,
      won
    from
      data.draws
    where
      won is not null
  ),
  stated as (
    select
      programme_id,
      promotion_id,
      coalesce(version_from, '-infinity'::timestamptz) as version_from,
      stated_probability,
      source_file,
      source_record
    from
      data.promotions
  ),
  counted as (
    select
      drawn.programme_id,
      drawn.promotion_id,
      stated.stated_probability,
      min(drawn.drawn_at) as occurred_at,
      count(*) as draws,
      count(*) filter(
        where
          drawn.won
      ) as wins,
      count(distinct drawn.member_id) as members,
      any_value(stated.source_file) as source_file,
      any_value(stated.source_record) as source_record
    from
      drawn
      asof join stated on stated.programme_id = drawn.programme_id
      and stated.promotion_id = drawn.promotion_id
      and drawn.drawn_at >= stated.version_from
    where
      stated.stated_probability between 0 and 1
    group by
      drawn.programme_id,
      drawn.promotion_id,
      stated.stated_probability,
      stated.version_from
  ),
  tested as (
    select
      *,
      binomial_p (wins, draws, stated_probability) as probability
    from
      counted
  )
select
  programme_id,
  'promotion' as subject_type,
  promotion_id as subject_id,
  occurred_at,
  round(wins / draws, 4)::decimal(18, 4) as observed,
  stated_probability::decimal(18, 4) as expected,
  members,
  {
    'stated_probability': stated_probability,
    'draws': draws,
    'wins': wins,
    'probability': format('{:.2e}', probability)
  } as evidence,
  source_file,
  source_record
from
  tested
where
  probability < parameter_significance (programme_id, occurred_at)
