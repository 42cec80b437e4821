-- One row per reward that came back for its quality more often than the other rewards of its category (Fisher's exact test).
with
  categories as (
    select
      programme_id,
      item_id,
      max_by(category, coalesce(valid_from, '-infinity'::timestamptz)) as category
    from
      data.catalogue_items
    where
      category is not null
    group by all
  ),
  items as (
    select
      paid.programme_id,
      paid.item_id,
      categories.category,
      sum(paid.redemptions)::bigint as redemptions,
      sum(paid.quality_returns)::bigint as quality_returns,
      sum(paid.points)::decimal(18, 2) as points,
      max(paid.day) filter(
        where
          paid.quality_returns > 0
      ) as last_day
    from
      redemption.prices_paid as paid
      join categories using (programme_id, item_id)
    group by all
  ),
  compared as (
    select
      *,
      sum(redemptions) over category::bigint as all_redemptions,
      sum(quality_returns) over category::bigint as all_quality_returns
    from
      items
    window
      category as (
        partition by
          programme_id,
          category
      )
  ),
  tested as (
    select
      *,
      fisher_p (quality_returns, redemptions, all_quality_returns, all_redemptions) as probability
    from
      compared
    where
      quality_returns > 0
      and all_redemptions > redemptions
  )
select
  programme_id,
  'item' as subject_type,
  item_id as subject_id,
  local_midnight (programme_id, last_day) as occurred_at,
  round(quality_returns / redemptions, 4)::decimal(18, 4) as observed,
  round((all_quality_returns - quality_returns) / (all_redemptions - redemptions), 4)::decimal(18, 4) as expected,
  points,
  {
    'category': category,
    'redemptions': redemptions,
    'quality_returns': quality_returns,
    'redemptions_of_peers': all_redemptions - redemptions,
    'quality_returns_of_peers': all_quality_returns - quality_returns,
    'probability': format('{:.2e}', probability)
  } as evidence
from
  tested
where
  probability < parameter_significance (programme_id, local_midnight (programme_id, last_day))
