-- One row per promotion that had begun by the as-of date, as its last version has it: its days, the equally long spans before
-- and after it, and which design can measure it: `holdout` where a campaign drew members at random, `eligibility` where only
-- some members may take part, `none` where all may.
with
  versions as (
    select
      promotion.*,
      local_day (promotion.programme_id, promotion.starts_at) as starts_on,
      local_day (promotion.programme_id, promotion.ends_at) as ends_on,
      row_number() over (
        partition by
          promotion.programme_id,
          promotion.promotion_id
        order by
          promotion.version_from desc nulls last,
          promotion.starts_at
      ) as position
    from
      data.promotions as promotion
    where
      promotion.starts_at is not null
      and promotion.ends_at > promotion.starts_at
  ),
  drawn as (
    select
      campaign.programme_id,
      campaign.promotion_id
    from
      data.campaigns as campaign
      join data.campaign_targets as target on target.programme_id = campaign.programme_id
      and target.campaign_id = campaign.campaign_id
    where
      campaign.promotion_id is not null
    group by
      campaign.programme_id,
      campaign.promotion_id
    having
      bool_or(target.assigned = 'treated')
      and bool_or(target.assigned = 'holdout')
  )
select
  version.programme_id,
  version.promotion_id,
  version.name,
  version.kind,
  version.starts_on,
  version.ends_on,
  greatest(1, version.ends_on - version.starts_on)::integer as days,
  version.multiplier,
  version.bonus_points,
  version.item_id,
  version.promo_points_price,
  version.original_points_price,
  version.eligible_segment,
  version.claimed_uplift_pct,
  version.claimed_metric,
  case
    when drawn.promotion_id is not null then 'holdout'
    when coalesce(trim(version.eligible_segment), '') <> '' then 'eligibility'
    else 'none'
  end as design,
  version.ends_on <= programme.as_of + 1 as is_over,
  version.ends_on + greatest(1, version.ends_on - version.starts_on)::integer <= programme.as_of + 1 as is_after_over
from
  versions as version
  join meta.programmes as programme on programme.programme_id = version.programme_id
  left join drawn on drawn.programme_id = version.programme_id
  and drawn.promotion_id = version.promotion_id
where
  version.position = 1
  and version.starts_on <= programme.as_of
