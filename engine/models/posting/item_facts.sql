-- One row per programme and reward: what the last row of the catalogue that had begun by the as-of date calls it. Rewards
-- that the catalogue does not know, but that members redeemed, stand there with the merchant of their first redemption.
with
  catalogued as (
    select
      item.programme_id,
      item.item_id,
      item.name,
      item.category,
      item.kind,
      item.merchant_id,
      item.is_green,
      true as is_catalogued
    from
      data.catalogue_items as item
    qualify
      row_number() over (
        partition by
          item.programme_id,
          item.item_id
        order by
          item.valid_from desc nulls last,
          item.points_price
      ) = 1
  ),
  redeemed as (
    select
      event.programme_id,
      event.item_id,
      arg_min(event.merchant_id, (event.occurred_at, event.event_id)) as merchant_id
    from
      posting.raw_events as event
      join meta.programmes as programme on programme.programme_id = event.programme_id
    where
      event.event_type = 'redeem'
      and event.item_id is not null
      and event.occurred_at < programme.ends_at
    group by
      event.programme_id,
      event.item_id
  )
select
  *
from
  catalogued
union all
select
  redeemed.programme_id,
  redeemed.item_id,
  null,
  null,
  null,
  redeemed.merchant_id,
  null,
  false
from
  redeemed
  anti join catalogued on catalogued.programme_id = redeemed.programme_id
  and catalogued.item_id = redeemed.item_id
