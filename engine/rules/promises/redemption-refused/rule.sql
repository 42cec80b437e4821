-- One row per declined request for an item then on offer whose price, tier, limit, stock and eligible segment the member met.
-- A segment that names what the data cannot tell counts as not met.
with
  asked as (
    select
      request.*,
      account.account_no,
      coalesce(request.wallet, 'base') as request_wallet,
      item.merchant_id as item_merchant_id,
      item.stock,
      item.min_tier,
      item.limit_per_member,
      item.eligible_segment,
      coalesce(request.points_price, item.points_price) as price
    from
      data.redemption_requests as request
      join ledger.accounts as account on account.programme_id = request.programme_id
      and account.member_id = request.member_id
      and account.wallet = coalesce(request.wallet, 'base')
      join data.catalogue_items as item on item.programme_id = request.programme_id
      and item.item_id = request.item_id
      and item.valid_from <= request.requested_at
      and coalesce(item.valid_to, 'infinity'::timestamptz) > request.requested_at
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
  ),
  attributes as (
    select
      asked.programme_id,
      asked.request_id,
      attribute.attribute as name,
      attribute.value
    from
      asked
      join data.member_attributes as attribute on attribute.programme_id = asked.programme_id
      and attribute.member_id = asked.member_id
      and coalesce(attribute.valid_from, '-infinity'::timestamptz) <= asked.requested_at
      and coalesce(attribute.valid_to, 'infinity'::timestamptz) > asked.requested_at
    union all
    select
      asked.programme_id,
      asked.request_id,
      'min_age',
      date_sub('year', member.birth_date, local_day (asked.programme_id, asked.requested_at))::varchar
    from
      asked
      join data.members as member on member.programme_id = asked.programme_id
      and member.member_id = asked.member_id
  ),
  conditions as (
    select
      programme_id,
      request_id,
      trim(split_part(condition, '=', 1)) as name,
      trim(split_part(condition, '=', 2)) as wanted
    from
      (
        select
          programme_id,
          request_id,
          unnest(string_split(eligible_segment, ';')) as condition
        from
          asked
      )
    where
      trim(condition) <> ''
  ),
  outside_segment as (
    select distinct
      conditions.programme_id,
      conditions.request_id
    from
      conditions
      anti join attributes on attributes.programme_id = conditions.programme_id
      and attributes.request_id = conditions.request_id
      and attributes.name = conditions.name
      and case conditions.name
        when 'min_age' then try_cast (attributes.value as integer) >= try_cast (conditions.wanted as integer)
        else attributes.value = conditions.wanted
      end
  ),
  tier_met as (
    select distinct
      asked.programme_id,
      asked.request_id
    from
      asked
      join attributes on attributes.programme_id = asked.programme_id
      and attributes.request_id = asked.request_id
      and attributes.name = 'tier'
      join data.tiers as own on own.programme_id = asked.programme_id
      and own.tier = attributes.value
      join data.tiers as needed on needed.programme_id = asked.programme_id
      and needed.tier = asked.min_tier
    where
      own.rank >= needed.rank
  ),
  redeemed_before as (
    select
      asked.programme_id,
      asked.request_id,
      count(*) as times
    from
      asked
      join ledger.entries as entry on entry.account_no = asked.account_no
      and entry.event_type = 'redeem'
      and entry.item_id = asked.item_id
      and entry.effective_at < asked.requested_at
    where
      asked.limit_per_member is not null
    group by all
  )
select
  asked.programme_id,
  'member' as subject_type,
  asked.member_id as subject_id,
  asked.request_wallet as wallet,
  asked.requested_at as occurred_at,
  held.points_held as observed,
  asked.price as expected,
  asked.price as points,
  {
    'request_id': asked.request_id,
    'item_id': asked.item_id,
    'points_price': asked.price,
    'points_available': held.points_held,
    'decline_reason': asked.decline_reason,
    'stock': asked.stock
  } as evidence,
  asked.source_file,
  asked.source_record
from
  asked
  join held using (programme_id, request_id)
  left join redeemed_before using (programme_id, request_id)
  anti join outside_segment using (programme_id, request_id)
where
  held.points_held >= asked.price
  and coalesce(asked.stock > 0, true)
  and coalesce(coalesce(redeemed_before.times, 0) < asked.limit_per_member, true)
  and (
    asked.min_tier is null
    or exists (
      select
        1
      from
        tier_met
      where
        tier_met.programme_id = asked.programme_id
        and tier_met.request_id = asked.request_id
    )
  )
