-- One row per reward, day and price at which points of a wallet brought less than its terms then promised.
with
  realised as (
    select
      paid.programme_id,
      paid.wallet,
      paid.item_id,
      paid.day,
      paid.points_each,
      paid.redemptions,
      paid.pieces,
      paid.points,
      local_midnight (paid.programme_id, paid.day) as day_at,
      item.cash_price,
      item.cash_price - coalesce(paid.cash_each, 0) as value_each,
      item.source_file,
      item.source_record
    from
      redemption.prices_paid as paid
      join data.catalogue_items as item on item.programme_id = paid.programme_id
      and item.item_id = paid.item_id
      and local_day (item.programme_id, item.valid_from) <= paid.day
      and coalesce(local_day (item.programme_id, item.valid_to), date '9999-12-31') > paid.day
  ),
  promised as (
    select
      realised.*,
      terms.terms_id,
      terms.point_value,
      (realised.value_each / realised.points_each)::decimal(18, 6) as value_per_point
    from
      realised
      join meta.terms_periods as terms on terms.programme_id = realised.programme_id
      and terms.wallet = realised.wallet
      and terms.starts_at <= realised.day_at
      and coalesce(terms.ends_at, 'infinity'::timestamptz) > realised.day_at
  )
select
  programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  day_at as occurred_at,
  value_per_point as observed,
  point_value as expected,
  points,
  round((point_value - value_per_point) * points, 4)::decimal(18, 4) as money,
  {
    'item_id': item_id,
    'day': day,
    'points_each': points_each,
    'value_each': value_each,
    'value_per_point': value_per_point,
    'promised_value': point_value,
    'redemptions': redemptions
  } as evidence,
  source_file,
  source_record
from
  promised
where
  value_per_point < point_value
