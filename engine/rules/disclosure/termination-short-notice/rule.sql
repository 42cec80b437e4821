-- One row per merchant that left without a delivered notice early enough.
with
  notified as (
    select
      merchant.*,
      min(notice.sent_at) as told_at
    from
      data.merchants as merchant
      left join data.notices as notice on notice.programme_id = merchant.programme_id
      and notice.merchant_id = merchant.merchant_id
      and notice.kind = 'termination'
      and notice.sent_at < merchant.left_at
      and coalesce(notice.delivery_status, 'delivered') in ('delivered', 'read', 'opened')
    where
      merchant.left_at is not null
    group by all
  )
select
  programme_id,
  'merchant' as subject_type,
  merchant_id as subject_id,
  left_at as occurred_at,
  coalesce(date_diff('day', local_day (programme_id, told_at), local_day (programme_id, left_at)), 0) as observed,
  parameter_notice_days (programme_id, left_at)::integer as expected,
  {
    'name': name,
    'left_on': local_day (programme_id, left_at),
    'told_on': local_day (programme_id, told_at)
  } as evidence,
  source_file,
  source_record
from
  notified
where
  told_at is null
  or told_at > left_at - to_days(parameter_notice_days (programme_id, left_at)::integer)
