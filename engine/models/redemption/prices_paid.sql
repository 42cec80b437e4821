-- One row per programme, wallet, reward, merchant, local day, channel, promotion and price a piece: the redemptions at it,
-- and how many of them came back for their quality. Adds up over shards. Prices, channels and promotions are kept of rewards
-- with a price in the catalogue; what is paid off a bill differs each time.
with
  priced_items as (
    select distinct
      programme_id,
      item_id
    from
      data.catalogue_items
    where
      kind is distinct from 'offset'
      and kind is distinct from 'cash'
  ),
  faulty as (
    select distinct
      programme_id,
      source,
      event_id
    from
      data.returns
    where
      kind = 'quality'
      and decision is distinct from 'refused'
      and event_id is not null
  ),
  redeemed as (
    select
      entry.programme_id,
      entry.wallet,
      entry.item_id,
      entry.merchant_id,
      local_day (entry.programme_id, entry.effective_at) as day,
      case
        when priced_items.item_id is not null then entry.channel
      end as channel,
      case
        when priced_items.item_id is not null then entry.promotion_id
      end as promotion_id,
      case
        when priced_items.item_id is not null
        and entry.quantity > 0 then round(entry.points / entry.quantity, 6)::decimal(18, 6)
      end as points_each,
      case
        when priced_items.item_id is not null
        and entry.quantity > 0 then round(coalesce(entry.cash_paid, 0) / entry.quantity, 6)::decimal(18, 6)
      end as cash_each,
      entry.member_id,
      entry.points,
      entry.quantity,
      faulty.event_id is not null as is_faulty
    from
      ledger.entries as entry
      left join priced_items on priced_items.programme_id = entry.programme_id
      and priced_items.item_id = entry.item_id
      left join faulty on faulty.programme_id = entry.programme_id
      and faulty.source = entry.source
      and faulty.event_id = entry.event_id
    where
      entry.event_type = 'redeem'
  )
select
  programme_id,
  wallet,
  item_id,
  merchant_id,
  day,
  channel,
  promotion_id,
  points_each,
  cash_each,
  count(*) as redemptions,
  count(distinct member_id) as members,
  sum(points)::decimal(18, 2) as points,
  coalesce(sum(quantity), 0)::decimal(18, 4) as pieces,
  count(*) filter(
    where
      is_faulty
  ) as quality_returns
from
  redeemed
group by all
