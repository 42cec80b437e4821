-- One row per promotion and phase (`before`, `during`, `after`, all of one length): purchases of the whole programme, whose
-- gross margin is known where the merchant's rate is, and redemptions of the promoted reward. Adds up over shards, for all
-- accounts of a member are in one.
with
  phases as (
    select
      promo.programme_id,
      promo.promotion_id,
      promo.item_id,
      unnest(['before', 'during', 'after']) as phase,
      unnest([promo.starts_on - promo.days, promo.starts_on, promo.ends_on]) as from_day,
      unnest([promo.starts_on, promo.ends_on, promo.ends_on + promo.days]) as to_day
    from
      posting.promotion_windows as promo
  )
select
  phase.programme_id,
  phase.promotion_id,
  phase.phase,
  count(distinct act.member_id) filter(
    where
      not act.is_redemption
  ) as members_buying,
  count(*) filter(
    where
      not act.is_redemption
  ) as purchases,
  coalesce(
    sum(act.amount) filter(
      where
        not act.is_redemption
    ),
    0
  )::decimal(18, 4) as amount,
  coalesce(
    sum(round(act.amount * merchant.margin_rate, 4)::decimal(18, 4)) filter(
      where
        not act.is_redemption
    ),
    0
  )::decimal(18, 4) as margin,
  coalesce(
    sum(act.amount) filter(
      where
        not act.is_redemption
        and merchant.margin_rate is not null
    ),
    0
  )::decimal(18, 4) as amount_with_margin,
  count(*) filter(
    where
      act.is_redemption
      and act.item_id = phase.item_id
  ) as item_redemptions,
  sum_points (
    case
      when act.is_redemption
      and act.item_id = phase.item_id then act.points
    end
  ) as item_points
from
  phases as phase
  join posting.standing_acts as act on act.programme_id = phase.programme_id
  and act.day >= phase.from_day
  and act.day < phase.to_day
  left join data.merchants as merchant on merchant.programme_id = act.programme_id
  and merchant.merchant_id = act.merchant_id
group by all
order by all
