-- One row per discount and fault: its compared price is one to which the reward was raised shortly before, or, where its basis
-- is not marked, one above the lowest of the days before. Prices of earlier promotions are no regular prices to be raised from.
with
  discounts as (
    select
      promotion.programme_id,
      promotion.promotion_id,
      promotion.item_id,
      promotion.starts_at,
      promotion.promo_points_price,
      promotion.original_points_price,
      promotion.original_price_basis,
      promotion.starts_at - to_days(parameter_raise_days (promotion.programme_id, promotion.starts_at)::integer) as raises_from,
      promotion.starts_at - to_days(parameter_comparison_days (promotion.programme_id, promotion.starts_at)::integer) as compared_from,
      promotion.source_file,
      promotion.source_record
    from
      data.promotions as promotion
      join meta.programmes as programme on programme.programme_id = promotion.programme_id
      and promotion.starts_at < programme.ends_at
    where
      promotion.promo_points_price is not null
    qualify
      row_number() over (
        partition by
          promotion.programme_id,
          promotion.promotion_id
        order by
          promotion.version_from
      ) = 1
  ),
  listed as (
    select
      programme_id,
      item_id,
      points_price,
      coalesce(valid_from, '-infinity'::timestamptz) as valid_from,
      coalesce(valid_to, lead (valid_from) over item, 'infinity'::timestamptz) as valid_to,
      lag (points_price) over item as earlier_points_price,
      lag (valid_from) over item as earlier_valid_from
    from
      data.catalogue_items
    where
      points_price is not null
      and eligible_segment is null
    window
      item as (
        partition by
          programme_id,
          item_id
        order by
          valid_from
      )
  ),
  raised as (
    select
      discount.*,
      min(listed.earlier_points_price) as lowest_points_price,
      max(listed.points_price) as raised_points_price,
      'raised' as fault
    from
      discounts as discount
      join listed on listed.programme_id = discount.programme_id
      and listed.item_id = discount.item_id
      and listed.valid_from >= discount.raises_from
      and listed.valid_from < discount.starts_at
    where
      listed.points_price > listed.earlier_points_price
      and not exists (
        select
          1
        from
          data.promotions as earlier
        where
          earlier.programme_id = discount.programme_id
          and earlier.item_id = discount.item_id
          and earlier.starts_at < listed.valid_from
          and coalesce(earlier.ends_at > listed.earlier_valid_from, true)
          and earlier.promo_points_price = listed.earlier_points_price
      )
    group by all
  ),
  asked as (
    select
      discount.programme_id,
      discount.promotion_id,
      listed.points_price
    from
      discounts as discount
      join listed on listed.programme_id = discount.programme_id
      and listed.item_id = discount.item_id
      and listed.valid_from < discount.starts_at
      and listed.valid_to > discount.compared_from
    union all
    select
      discount.programme_id,
      discount.promotion_id,
      paid.points_each
    from
      discounts as discount
      join redemption.prices_paid as paid on paid.programme_id = discount.programme_id
      and paid.item_id = discount.item_id
      and paid.day >= local_day (discount.programme_id, discount.compared_from)
      and paid.day < local_day (discount.programme_id, discount.starts_at)
    where
      paid.cash_each = 0
  ),
  overstated as (
    select
      discount.*,
      min(asked.points_price) as lowest_points_price,
      null as raised_points_price,
      'above_lowest' as fault
    from
      discounts as discount
      join asked using (programme_id, promotion_id)
    where
      discount.original_price_basis is null
    group by all
  ),
  gathered as (
    select
      *
    from
      raised
    union all
    by name
    select
      *
    from
      overstated
  ),
  faults as (
    select
      *,
      coalesce(original_points_price, raised_points_price) as compared_points_price
    from
      gathered
  )
select
  programme_id,
  'promotion' as subject_type,
  promotion_id as subject_id,
  starts_at as occurred_at,
  compared_points_price::decimal(18, 2) as observed,
  lowest_points_price::decimal(18, 2) as expected,
  {
    'fault': fault,
    'item_id': item_id,
    'compared_points_price': compared_points_price,
    'lowest_points_price': lowest_points_price,
    'promo_points_price': promo_points_price,
    'original_price_basis': original_price_basis
  } as evidence,
  source_file,
  source_record
from
  faults
where
  compared_points_price > lowest_points_price
