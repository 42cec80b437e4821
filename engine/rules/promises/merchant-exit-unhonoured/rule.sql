-- One row per request for a reward of a merchant that had left, declined though the member had points enough.
with
  item_merchants as (
    select
      programme_id,
      item_id,
      max_by(merchant_id, valid_from) as merchant_id,
      max_by(points_price, valid_from) as points_price
    from
      data.catalogue_items
    group by
      programme_id,
      item_id
  ),
  asked as (
    select
      request.programme_id,
      request.request_id,
      request.member_id,
      coalesce(request.wallet, 'base') as wallet,
      request.item_id,
      request.requested_at,
      request.decline_reason,
      request.source_file,
      request.source_record,
      account.account_no,
      merchant.merchant_id,
      merchant.left_at,
      coalesce(request.points_price, item.points_price) as price
    from
      data.redemption_requests as request
      join item_merchants as item using (programme_id, item_id)
      join data.merchants as merchant on merchant.programme_id = request.programme_id
      and merchant.merchant_id = item.merchant_id
      and merchant.left_at <= request.requested_at
      join ledger.accounts as account on account.programme_id = request.programme_id
      and account.member_id = request.member_id
      and account.wallet = coalesce(request.wallet, 'base')
    where
      request.outcome = 'declined'
  ),
  opened as (
    select
      asked.request_id,
      asked.programme_id,
      lot.lot_no,
      lot.points_opened,
      asked.requested_at
    from
      asked
      join lots.lot_facts as lot on lot.account_no = asked.account_no
      and lot.available_at <= asked.requested_at
      and coalesce(lot.expires_at, 'infinity'::timestamptz) > asked.requested_at
  ),
  used as (
    select
      opened.request_id,
      opened.programme_id,
      opened.lot_no,
      sum(
        case fact.use_type
          when 'restore' then - fact.points
          else fact.points
        end
      ) as points
    from
      opened
      join lots.use_facts as fact on fact.lot_no = opened.lot_no
      and fact.used_at <= opened.requested_at
    group by all
  ),
  held as (
    select
      opened.programme_id,
      opened.request_id,
      sum(opened.points_opened - coalesce(used.points, 0)) as points_held
    from
      opened
      left join used using (programme_id, request_id, lot_no)
    group by
      opened.programme_id,
      opened.request_id
  )
select
  asked.programme_id,
  'merchant' as subject_type,
  asked.merchant_id as subject_id,
  asked.wallet,
  asked.requested_at as occurred_at,
  'declined' as observed,
  'accepted' as expected,
  asked.member_id,
  asked.price as points,
  {
    'left_on': local_day (asked.programme_id, asked.left_at),
    'request_id': asked.request_id,
    'item_id': asked.item_id,
    'points_price': asked.price,
    'points_available': held.points_held,
    'decline_reason': asked.decline_reason
  } as evidence,
  asked.source_file,
  asked.source_record
from
  asked
  join held using (programme_id, request_id)
where
  held.points_held >= asked.price
