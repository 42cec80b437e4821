-- One row per return of redeemed goods that was due and was refused because they were redeemed with points.
with
  refused as (
    select
      *,
      concat_ws(' ', refusal_code, refusal_reason) as refusal,
      case
        when kind = 'quality' then 'quality'
        when kind = 'seven_day'
        and regexp_matches(lower(sale_channel), parameter_remote_channels (programme_id, requested_at))
        and local_day (programme_id, requested_at) <= local_day (programme_id, delivered_at) + parameter_return_days (programme_id, requested_at)::integer then 'seven_day'
      end as ground
    from
      data.returns
    where
      decision = 'refused'
      and (
        coalesce(regexp_matches(refusal_code, '(?i)(point|redeem|积分|兑换)'), false)
        or coalesce(regexp_matches(refusal_reason, '(?i)((积分|兑换)[^，。；]{0,12}(不|无|非|拒|概)|points?\b|redeemed)'), false)
      )
  ),
  excluded_items as (
    select distinct
      programme_id,
      item_id
    from
      data.catalogue_items
    where
      kind <> 'goods'
      or regexp_matches(lower(category), parameter_excluded_categories (programme_id, valid_from))
  )
select
  entry.programme_id,
  'account' as subject_type,
  concat(entry.wallet, '/', entry.member_id) as subject_id,
  entry.wallet,
  entry.source,
  entry.event_id,
  refused.requested_at as occurred_at,
  'refused' as observed,
  'approved' as expected,
  entry.member_id,
  entry.points,
  {
    'return_id': refused.return_id,
    'kind': refused.kind,
    'delivered_at': refused.delivered_at,
    'requested_at': refused.requested_at,
    'refusal': refused.refusal,
    'item_id': entry.item_id,
    'ground': refused.ground
  } as evidence,
  entry.entry_no,
  refused.source_file,
  refused.source_record
from
  refused
  join ledger.entries as entry on entry.programme_id = refused.programme_id
  and entry.source = refused.source
  and entry.event_id = refused.event_id
where
  entry.event_type = 'redeem'
  and refused.ground is not null
  and (
    refused.ground = 'quality'
    or not exists (
      select
        1
      from
        excluded_items
      where
        excluded_items.programme_id = entry.programme_id
        and excluded_items.item_id = entry.item_id
    )
  )
