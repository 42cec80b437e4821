-- One row per reward that takes something off an insurance premium, and day that decides its law: the first and the last one on
-- which it was offered. Its points count once.
with
  offered as (
    select
      item.programme_id,
      item.item_id,
      max(item.name) as name,
      min(item.valid_from) as first_at,
      max(least(coalesce(item.valid_to, programme.ends_at), programme.ends_at)) - interval 1 microsecond as last_at,
      min_by(item.source_file, item.source_record) as source_file,
      min(item.source_record) as source_record
    from
      data.catalogue_items as item
      join meta.programmes as programme using (programme_id)
    where
      regexp_matches(item.name, '(车险|交强险|商业险|寿险|意外险|医疗险|重疾险|保险费|保险|保费)[^，。；]{0,6}(券|抵用|抵扣|抵减|减免|立减|折扣|返现|优惠)')
      or (
        regexp_matches(lower(item.category), '(insurance|保险|车险|保费)')
        and item.kind in ('coupon', 'offset', 'cash')
      )
    group by all
  ),
  redeemed as (
    select
      programme_id,
      item_id,
      sum(points)::decimal(18, 2) as points
    from
      redemption.prices_paid
    group by all
  ),
  in_force as (
    select
      offered.*,
      unnest(list_distinct([first_at, last_at])) as occurred_at
    from
      offered
  )
select
  in_force.programme_id,
  'item' as subject_type,
  in_force.item_id as subject_id,
  in_force.occurred_at,
  'premium voucher' as observed,
  'none' as expected,
  case
    when in_force.occurred_at = in_force.last_at then redeemed.points
  end as points,
  {
    'name': coalesce(in_force.name, ''),
    'in_force_on': local_day (in_force.programme_id, in_force.occurred_at),
    'redeemed_points': coalesce(redeemed.points, 0)
  } as evidence,
  in_force.source_file,
  in_force.source_record
from
  in_force
  left join redeemed using (programme_id, item_id)
