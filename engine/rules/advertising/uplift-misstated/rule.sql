-- One row per version of a promotion, and per advertisement, whose claimed uplift is not what the prices give.
with
  claiming_ads as (
    select
      *
    from
      data.advertisements
    where
      claimed_metric is not null
  ),
  -- The version in force when the advertisement came out, else the first one after.
  promoted as (
    select
      ad.programme_id,
      ad.ad_id,
      promotion.original_points_price,
      promotion.promo_points_price
    from
      claiming_ads as ad
      join data.promotions as promotion using (programme_id, promotion_id)
    qualify
      row_number() over (
        partition by
          ad.programme_id,
          ad.ad_id
        order by
          coalesce(promotion.version_from <= ad.published_at, true) desc,
          abs(epoch_us(ad.published_at) - epoch_us(promotion.version_from)) nulls last
      ) = 1
  ),
  listed as (
    select
      programme_id,
      item_id,
      valid_from,
      points_price,
      lag (points_price) over (
        partition by
          programme_id,
          item_id
        order by
          valid_from
      ) as previous_points_price
    from
      data.catalogue_items
  ),
  claims as (
    select
      programme_id,
      'promotion' as subject_type,
      promotion_id as subject_id,
      coalesce(starts_at, version_from) as occurred_at,
      claimed_uplift_pct,
      claimed_metric,
      original_points_price,
      promo_points_price,
      source_file,
      source_record
    from
      data.promotions
    where
      claimed_metric is not null
    union all
    select
      ad.programme_id,
      'advertisement',
      ad.ad_id,
      ad.published_at,
      ad.claimed_uplift_pct,
      ad.claimed_metric,
      coalesce(
        promoted.original_points_price,
        case
          when promoted.promo_points_price is null then listed.previous_points_price
        end
      ),
      coalesce(promoted.promo_points_price, listed.points_price),
      ad.source_file,
      ad.source_record
    from
      claiming_ads as ad
      left join promoted using (programme_id, ad_id)
      asof left join listed on listed.programme_id = ad.programme_id
      and listed.item_id = ad.item_id
      and ad.published_at >= listed.valid_from
  ),
  recomputed as (
    select
      *,
      round(
        100 * (original_points_price - promo_points_price) / case claimed_metric
          when 'points_saved' then original_points_price
          else promo_points_price
        end,
        2
      )::decimal(18, 2) as uplift_pct
    from
      claims
    where
      original_points_price > 0
      and promo_points_price > 0
  )
select
  programme_id,
  subject_type,
  subject_id,
  occurred_at,
  claimed_uplift_pct::decimal(18, 2) as observed,
  uplift_pct as expected,
  {
    'claimed_metric': claimed_metric,
    'claimed_uplift_pct': claimed_uplift_pct,
    'recomputed_uplift_pct': uplift_pct,
    'original_points_price': original_points_price,
    'promo_points_price': promo_points_price
  } as evidence,
  source_file,
  source_record
from
  recomputed
where
  abs(claimed_uplift_pct - uplift_pct) > parameter_tolerance (programme_id, occurred_at)
