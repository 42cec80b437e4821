-- One row per programme, wallet, reward and row of the catalogue that had begun by the as-of date: from when to when it
-- was on offer at that price, and when its stock ran out. The catalogue does not say in which points a reward is paid:
-- redemptions and requests do; where they are silent and the programme has one kind of points, that one. `stock` is what
-- the row began with; pieces given back are not put on the shelf again.
with
  wallets_seen as (
    select
      event.programme_id,
      event.item_id,
      event.wallet
    from
      posting.raw_events as event
    where
      event.event_type = 'redeem'
      and event.item_id is not null
    union
    select
      programme_id,
      item_id,
      coalesce(wallet, 'base')
    from
      data.redemption_requests
    where
      item_id is not null
  ),
  sole_wallets as (
    select
      programme_id,
      min(wallet) as wallet
    from
      posting.wallet_policies
    group by
      programme_id
    having
      count(*) = 1
  ),
  rows_begun as (
    select
      item.programme_id,
      coalesce(seen.wallet, sole.wallet) as wallet,
      item.item_id,
      item.valid_from as valid_from,
      item.valid_to,
      item.points_price,
      item.cash_price,
      item.cash_part,
      item.list_value,
      item.unit_cost,
      item.stock,
      item.min_spend,
      item.min_tier,
      item.limit_per_member,
      item.eligible_segment,
      coalesce(item.valid_from, '-infinity'::timestamptz) as offered_from,
      least(coalesce(item.valid_to, programme.ends_at), programme.ends_at) as ends_at,
      row_number() over (
        order by
          item.programme_id,
          item.item_id,
          item.valid_from,
          item.eligible_segment,
          item.points_price,
          coalesce(seen.wallet, sole.wallet)
      )::integer as offer_no
    from
      data.catalogue_items as item
      join meta.programmes as programme on programme.programme_id = item.programme_id
      left join wallets_seen as seen on seen.programme_id = item.programme_id
      and seen.item_id = item.item_id
      left join sole_wallets as sole on sole.programme_id = item.programme_id
    where
      coalesce(item.valid_from, '-infinity'::timestamptz) < programme.ends_at
  ),
  pieces as (
    select
      offer.offer_no,
      event.occurred_at,
      sum(coalesce(event.quantity, 1)) over (
        partition by
          offer.offer_no
        order by
          event.occurred_at,
          event.source,
          event.event_id
      ) as gone
    from
      rows_begun as offer
      join posting.raw_events as event on event.programme_id = offer.programme_id
      and event.item_id = offer.item_id
      and event.occurred_at >= offer.offered_from
      and event.occurred_at < offer.ends_at
      anti join posting.set_aside as set_aside on set_aside.raw_no = event.rowid
    where
      event.event_type = 'redeem'
      and offer.stock is not null
  ),
  emptied as (
    select
      pieces.offer_no,
      min(pieces.occurred_at) as stock_out_at
    from
      pieces
      join rows_begun as offer on offer.offer_no = pieces.offer_no
    where
      pieces.gone >= offer.stock
    group by
      pieces.offer_no
  )
select
  offer.* exclude (ends_at),
  case
    when offer.stock <= 0 then offer.offered_from
    else emptied.stock_out_at
  end as stock_out_at,
  least(
    offer.ends_at,
    case
      when offer.stock <= 0 then offer.offered_from
      else coalesce(emptied.stock_out_at, offer.ends_at)
    end
  ) as offered_until
from
  rows_begun as offer
  left join emptied on emptied.offer_no = offer.offer_no
