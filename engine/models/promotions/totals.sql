-- One row per promotion that had begun: what it was, what it gave away and what that costs and adds to the liability by the
-- point values in force when it began (NULL where there are none), purchases before, during and after it, redemptions of the
-- promoted reward, and by how much its price was lowered: points saved, and how much more a point is worth.
with
  awarded as (
    select
      award.programme_id,
      award.promotion_id,
      sum(award.events)::bigint as events,
      sum(award.members)::bigint as members,
      sum_points (award.points) as points,
      sum_points (award.points_added) as points_added,
      bool_and(
        value.cost_per_point is not null
        or award.points_added = 0
      ) as has_values,
      coalesce(
        sum(
          round(award.points_added::decimal(38, 2) * value.cost_per_point * value.booked_redemption_rate, 4)::decimal(18, 4)
        ),
        0
      )::decimal(18, 4) as cost,
      coalesce(
        sum(
          round(award.points_added::decimal(38, 2) * value.ssp_per_point * value.booked_redemption_rate, 4)::decimal(18, 4)
        ),
        0
      )::decimal(18, 4) as liability_added
    from
      promotions.awards as award
      join posting.promotion_windows as promo on promo.programme_id = award.programme_id
      and promo.promotion_id = award.promotion_id
      left join meta.point_values as value on value.programme_id = award.programme_id
      and value.wallet = award.wallet
      and value.valid_from <= local_midnight (promo.programme_id, promo.starts_on)
      and value.valid_to > local_midnight (promo.programme_id, promo.starts_on)
    group by all
  ),
  item_costs as (
    select
      promo.programme_id,
      promo.promotion_id,
      arg_max(offer.unit_cost, offer.offered_from) as unit_cost
    from
      posting.promotion_windows as promo
      join posting.item_offers as offer on offer.programme_id = promo.programme_id
      and offer.item_id = promo.item_id
      and offer.offered_from < local_midnight (promo.programme_id, promo.ends_on)
    group by all
  ),
  phases as (
    select
      programme_id,
      promotion_id,
      max(amount) filter(
        where
          phase = 'before'
      ) as amount_before,
      max(amount) filter(
        where
          phase = 'during'
      ) as amount_during,
      max(amount) filter(
        where
          phase = 'after'
      ) as amount_after,
      max(members_buying) filter(
        where
          phase = 'during'
      ) as members_buying,
      max(purchases) filter(
        where
          phase = 'during'
      ) as purchases,
      max(margin) filter(
        where
          phase = 'during'
      ) as margin,
      max(amount_with_margin) filter(
        where
          phase = 'during'
      ) as amount_with_margin,
      max(item_redemptions) filter(
        where
          phase = 'before'
      ) as item_redemptions_before,
      max(item_redemptions) filter(
        where
          phase = 'during'
      ) as item_redemptions,
      max(item_points) filter(
        where
          phase = 'during'
      ) as item_points
    from
      promotions.phases
    group by
      programme_id,
      promotion_id
  )
select
  promo.programme_id,
  promo.promotion_id,
  promo.name,
  promo.kind,
  promo.design,
  promo.starts_on,
  promo.ends_on,
  promo.days,
  promo.is_over,
  promo.is_after_over,
  promo.multiplier,
  promo.bonus_points,
  promo.item_id,
  promo.eligible_segment,
  promo.original_points_price,
  promo.promo_points_price,
  promo.claimed_uplift_pct,
  promo.claimed_metric,
  case
    when promo.original_points_price > 0
    and promo.promo_points_price > 0 then round((promo.original_points_price - promo.promo_points_price) / promo.original_points_price, 4)::decimal(18, 4)
  end as points_saved,
  case
    when promo.original_points_price > 0
    and promo.promo_points_price > 0 then round(promo.original_points_price / promo.promo_points_price - 1, 4)::decimal(18, 4)
  end as value_lift,
  coalesce(awarded.events, 0) as events,
  coalesce(awarded.points, 0)::decimal(18, 2) as points,
  coalesce(awarded.points_added, 0)::decimal(18, 2) as points_added,
  case
    when promo.kind = 'redemption_discount' then round(coalesce(phases.item_redemptions, 0) * item_costs.unit_cost, 4)::decimal(18, 4)
    when coalesce(awarded.has_values, true) then coalesce(awarded.cost, 0)::decimal(18, 4)
  end as cost,
  case
    when coalesce(awarded.has_values, true) then coalesce(awarded.liability_added, 0)::decimal(18, 4)
  end as liability_added,
  coalesce(phases.members_buying, 0) as members_buying,
  coalesce(phases.purchases, 0) as purchases,
  coalesce(phases.amount_before, 0)::decimal(18, 4) as amount_before,
  coalesce(phases.amount_during, 0)::decimal(18, 4) as amount_during,
  coalesce(phases.amount_after, 0)::decimal(18, 4) as amount_after,
  coalesce(phases.margin, 0)::decimal(18, 4) as margin,
  coalesce(phases.amount_with_margin, 0)::decimal(18, 4) as amount_with_margin,
  coalesce(phases.item_redemptions_before, 0) as item_redemptions_before,
  coalesce(phases.item_redemptions, 0) as item_redemptions,
  coalesce(phases.item_points, 0)::decimal(18, 2) as item_points
from
  posting.promotion_windows as promo
  left join awarded on awarded.programme_id = promo.programme_id
  and awarded.promotion_id = promo.promotion_id
  left join phases on phases.programme_id = promo.programme_id
  and phases.promotion_id = promo.promotion_id
  left join item_costs on item_costs.programme_id = promo.programme_id
  and item_costs.promotion_id = promo.promotion_id
order by
  promo.programme_id,
  promo.starts_on,
  promo.promotion_id
