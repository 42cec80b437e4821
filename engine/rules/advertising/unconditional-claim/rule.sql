-- One row per advertisement that names a reward and neither declares nor says in its text what it takes: points, or limits.
with
  advertised as (
    select
      *,
      -- How much one earns is no price.
      regexp_replace(text, '(得|积|送|赠|返|获|领)取?\s*[0-9０-９,.]+\s*[万千]?个?(积分|分)', '', 'g') as text_without_earning,
      regexp_extract(text, '积分[^，。；！]{0,6}(?:兑换|换购|兑|换)([^，。；！,;!]{1,12})', 1) as reward_named
    from
      data.advertisements
  ),
  limits as (
    select
      advertised.programme_id,
      advertised.ad_id,
      bool_or(
        item.limit_per_member is not null
        or item.min_spend > 0
        or item.min_tier is not null
        or item.eligible_segment is not null
      ) as has_conditions,
      bool_or(item.stock is not null) as has_stock
    from
      advertised
      join data.catalogue_items as item on item.programme_id = advertised.programme_id
      and item.item_id = advertised.item_id
      and coalesce(item.valid_from < advertised.ended_at, true)
      and coalesce(item.valid_to > advertised.published_at, true)
    group by all
  ),
  told as (
    select
      advertised.*,
      advertised.item_id is not null
      or reward_named <> ''
      -- "Points for fine gifts, see the catalogue" names none.
      and not regexp_matches(reward_named, '^(的|了|后|前|时|规则|目录|好礼|好物|礼|奖品|商品|心愿|活动|专区|商城|中心|季|节|日)') as names_reward,
      coalesce(discloses_points_price, false)
      or coalesce(
        regexp_matches(text_without_earning, '([0-9０-９]\s*[万千]?个?(积分|分)|[一二两三四五六七八九十百千万]+积分|积分\s*[0-9０-９])')
        or regexp_matches(text, '[0-9０-９]\s*[万千]?个?(积分|分)[^，。]{0,4}(兑|换|抵)'),
        false
      ) as tells_price,
      coalesce(discloses_limits, false)
      or coalesce(
        regexp_matches(text, '(限|库存|先到先得|送完|兑完|售完|换完|满\s*[0-9]|仅|有效期|适用|名额|前\s*[0-9]+\s*(名|位)|条件|详见)'),
        false
      ) as tells_limits,
      limits.ad_id is not null as is_in_catalogue,
      coalesce(limits.has_conditions, false) as has_conditions,
      coalesce(limits.has_stock, false) as has_stock
    from
      advertised
      left join limits using (programme_id, ad_id)
  ),
  judged as (
    select
      *,
      not tells_price
      and (
        text is not null
        or discloses_points_price is false
      ) as lacks_price,
      -- What nobody declared is missing only where the catalogue knows of a limit.
      not tells_limits
      and case
        when discloses_limits is false then not is_in_catalogue
        or has_conditions
        or has_stock
        else text is not null
        and has_conditions
      end as lacks_limits
    from
      told
    where
      names_reward
  )
select
  programme_id,
  'advertisement' as subject_type,
  ad_id as subject_id,
  published_at as occurred_at,
  concat_ws(
    ', ',
    case
      when tells_price then 'points_price'
    end,
    case
      when tells_limits then 'limits'
    end
  ) as observed,
  'points_price, limits' as expected,
  {
    'text': coalesce(text, ''),
    'item_id': item_id,
    'missing': concat_ws(
      ', ',
      case
        when lacks_price then 'points_price'
      end,
      case
        when lacks_limits then 'limits'
      end
    )
  } as evidence,
  source_file,
  source_record
from
  judged
where
  lacks_price
  or lacks_limits
