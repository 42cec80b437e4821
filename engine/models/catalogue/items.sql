-- One row per programme, wallet (NULL where nothing says in which points it is paid), reward and row of the catalogue: its
-- price then, what a point is worth in it (`value_per_point`: the price in money less what is paid in cash beside the points,
-- by the points; `is_at_most` where a purchase has to be made as well), what a point costs, stock, when it ran out, and how
-- the price moved from the row before. `redemptions`, `pieces` and `points` are those of the
-- reward over all its rows.
with
  offers as (
    select
      offer.*,
      fact.name,
      fact.category,
      fact.kind,
      fact.merchant_id,
      coalesce(fact.is_green, false) as is_green,
      local_day (offer.programme_id, offer.offered_from) as offered_on,
      programme.ends_at,
      lag (offer.points_price) over (
        partition by
          offer.programme_id,
          offer.wallet,
          offer.item_id,
          offer.eligible_segment
        order by
          offer.valid_from
      ) as price_before
    from
      posting.item_offers as offer
      join posting.item_facts as fact on fact.programme_id = offer.programme_id
      and fact.item_id = offer.item_id
      join meta.programmes as programme on programme.programme_id = offer.programme_id
  ),
  priced as (
    select
      *,
      coalesce(cash_price, list_value) - coalesce(cash_part, 0) as worth
    from
      offers
  ),
  redeemed as (
    select
      programme_id,
      wallet,
      item_id,
      sum(redemptions)::bigint as redemptions,
      sum(pieces)::decimal(18, 4) as pieces,
      sum_points (points) as points
    from
      redemption.months
    where
      item_id is not null
    group by all
  )
select
  priced.programme_id,
  priced.wallet,
  priced.item_id,
  priced.name,
  priced.category,
  priced.kind,
  priced.merchant_id,
  priced.is_green,
  priced.valid_from,
  priced.valid_to,
  case
    when isfinite(priced.offered_from) then year(priced.offered_on)
  end::integer as offered_year,
  priced.offered_from < priced.ends_at
  and coalesce(priced.valid_to, priced.ends_at) >= priced.ends_at as is_current,
  priced.points_price,
  priced.cash_part,
  coalesce(priced.cash_price, priced.list_value) as list_value,
  case
    when priced.points_price > 0
    and priced.worth >= 0 then round(priced.worth / priced.points_price, 6)::decimal(18, 6)
  end as value_per_point,
  coalesce(priced.min_spend > 0, false) as is_at_most,
  priced.min_spend,
  priced.unit_cost,
  case
    when priced.points_price > 0 then round(priced.unit_cost / priced.points_price, 6)::decimal(18, 6)
  end as cost_per_point,
  priced.min_tier,
  priced.limit_per_member,
  priced.eligible_segment,
  priced.stock,
  priced.stock_out_at,
  priced.price_before,
  case
    when priced.price_before > 0 then round((priced.points_price - priced.price_before) / priced.price_before, 4)::decimal(18, 4)
  end as price_change,
  coalesce(redeemed.redemptions, 0) as redemptions,
  coalesce(redeemed.pieces, 0)::decimal(18, 4) as pieces,
  coalesce(redeemed.points, 0)::decimal(18, 2) as points
from
  priced
  left join redeemed on redeemed.programme_id = priced.programme_id
  and redeemed.wallet = priced.wallet
  and redeemed.item_id = priced.item_id
order by
  priced.programme_id,
  priced.wallet,
  priced.item_id,
  priced.valid_from,
  priced.eligible_segment
