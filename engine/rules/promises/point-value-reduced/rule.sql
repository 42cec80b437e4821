-- One row per item and period in which its points price per yuan lies above the median of the days before, while points
-- earned under a promise of stable value are unspent. Prices of promotions are left out.
with
  prices as (
    select
      item.*,
      item.points_price / item.cash_price as ratio
    from
      data.catalogue_items as item
      anti join data.promotions as promotion on promotion.programme_id = item.programme_id
      and promotion.item_id = item.item_id
      and promotion.promo_points_price = item.points_price
      and promotion.starts_at <= item.valid_from
      and promotion.ends_at > item.valid_from
    where
      item.points_price > 0
      and item.cash_price > 0
  ),
  promised_from as (
    select
      terms.programme_id,
      min(greatest(terms.starts_at, account.first_event_at)) as promised_at,
      count(distinct account.member_id) as members,
      sum(account.points_available + account.points_pending) as points
    from
      meta.terms_periods as terms
      join balances.accounts as account on account.programme_id = terms.programme_id
      and account.wallet = terms.wallet
      and account.points_available + account.points_pending > 0
    where
      terms.promises_value_stability
      and account.first_event_at < coalesce(terms.ends_at, 'infinity'::timestamptz)
    group by
      terms.programme_id
  ),
  days_before as (
    select
      price.programme_id,
      price.item_id,
      price.valid_from,
      unnest(
        generate_series(
          local_day (price.programme_id, price.valid_from) - parameter_window_days (price.programme_id, price.valid_from)::integer,
          local_day (price.programme_id, price.valid_from) - 1,
          interval 1 day
        )
      )::date as day
    from
      prices as price
      join promised_from on promised_from.programme_id = price.programme_id
      and price.valid_from > promised_from.promised_at
  ),
  medians as (
    select
      days_before.programme_id,
      days_before.item_id,
      days_before.valid_from,
      quantile_disc(earlier.ratio, 0.5) as median_ratio
    from
      days_before
      join prices as earlier on earlier.programme_id = days_before.programme_id
      and earlier.item_id = days_before.item_id
      and local_day (earlier.programme_id, earlier.valid_from) <= days_before.day
      and coalesce(local_day (earlier.programme_id, earlier.valid_to), date '9999-12-31') > days_before.day
    group by all
  )
select
  price.programme_id,
  'item' as subject_type,
  price.item_id as subject_id,
  price.valid_from as occurred_at,
  price.ratio::decimal(18, 2) as observed,
  medians.median_ratio::decimal(18, 2) as expected,
  promised_from.members,
  {
    'name': price.name,
    'points_price': price.points_price,
    'cash_price': price.cash_price,
    'points_per_yuan': price.ratio::decimal(18, 6),
    'median_before': medians.median_ratio::decimal(18, 6),
    'points_still_promised': promised_from.points
  } as evidence,
  price.source_file,
  price.source_record
from
  prices as price
  join medians using (programme_id, item_id, valid_from)
  join promised_from on promised_from.programme_id = price.programme_id
where
  price.ratio::decimal(18, 6) > medians.median_ratio::decimal(18, 6) * (100 + parameter_tolerated_percent (price.programme_id, price.valid_from)) / 100
