-- One row per earn of green points: for a green product, another green behaviour, an experience shared, or business between
-- enterprises; with the region, household and enterprise that its member belonged to at that time.
with
  earned as (
    select
      entry.*,
      saving.category as green_category,
      saving.carrier,
      saving.unit,
      saving.monthly_units,
      saving.months,
      case
        when saving.product_id is not null then 'purchase'
        when entry.behaviour is not null then entry.behaviour
        when entry.reason = 'b2b_green' then 'b2b'
        when entry.wallet = 'green'
        and entry.reason = 'share' then 'share'
        when entry.wallet = 'green'
        and entry.reason = 'purchase'
        and product.product_id is null then 'purchase'
        when entry.reason = 'green_behaviour' then 'unspecified'
      end as green_behaviour
    from
      ledger.entries as entry
      left join data.products as product on product.programme_id = entry.programme_id
      and product.product_id = entry.product_id
      left join meta.green_savings as saving on saving.programme_id = entry.programme_id
      and saving.product_id = entry.product_id
    where
      entry.event_type = 'earn'
      and green_behaviour is not null
  )
select
  earned.entry_no,
  earned.account_no,
  earned.programme_id,
  earned.wallet,
  earned.member_id,
  earned.source,
  earned.event_id,
  case
    when earned.green_behaviour = 'purchase' then 'consumption'
    when earned.green_behaviour = 'share' then 'sharing'
    when earned.green_behaviour = 'b2b' then 'b2b'
    else 'circular'
  end as track,
  earned.green_behaviour as behaviour,
  earned.green_category as category,
  earned.merchant_id,
  earned.product_id,
  earned.order_id,
  earned.effective_at,
  local_day (earned.programme_id, earned.effective_at) as acted_on,
  greatest(coalesce(earned.quantity, 1), 0)::decimal(18, 4) as quantity,
  earned.amount,
  earned.points,
  earned.points_posted,
  earned.carrier,
  earned.unit,
  earned.monthly_units,
  earned.months,
  place.region_code,
  place.household_id,
  place.enterprise_id,
  place.enterprise_part
from
  earned
  asof left join meta.member_places as place on place.programme_id = earned.programme_id
  and place.member_id = earned.member_id
  and place.valid_from <= earned.effective_at
order by
  earned.entry_no
