-- One row per account and reward that it could afford while in stock, or redeemed: since when it could (`affordable_at`, NULL
-- where the balance never reached the price, the reward is not in the catalogue, or it is closed to the member), and what it
-- redeemed, less what came back. Ordered by reward, so that a page reads one reward's members only. A balance matters only
-- where it climbs past a price while the reward is on offer, or stands above it when the offer begins; between, it need not
-- be held against every offer.
with
  rungs as (
    select
      programme_id,
      wallet,
      points_price,
      row_number() over (
        partition by
          programme_id,
          wallet
        order by
          points_price
      ) as rung
    from
      (
        select distinct
          programme_id,
          wallet,
          points_price
        from
          posting.item_offers
        where
          points_price > 0
          and wallet is not null
      )
  ),
  offers as (
    select
      offer.offer_no,
      offer.programme_id,
      offer.wallet,
      offer.offered_from,
      offer.offered_until,
      rungs.rung,
      dense_rank () over (
        order by
          offer.programme_id,
          offer.wallet,
          offer.item_id
      ) as item_no,
      offer.item_id
    from
      posting.item_offers as offer
      join rungs on rungs.programme_id = offer.programme_id
      and rungs.wallet = offer.wallet
      and rungs.points_price = offer.points_price
    where
      offer.offered_from < offer.offered_until
  ),
  climbed as (
    select
      span.account_no,
      span.starts_at,
      coalesce(rungs.rung, 0) as rung
    from
      posting.spendable_spans as span
      join ledger.accounts as account on account.account_no = span.account_no
      asof left join rungs on rungs.programme_id = account.programme_id
      and rungs.wallet = account.wallet
      and span.points >= rungs.points_price
  ),
  stepped as (
    select
      *,
      lag (rung, 1, 0) over (
        partition by
          account_no
        order by
          starts_at
      ) as rung_before
    from
      climbed
  ),
  standing as (
    select
      stepped.account_no,
      account.programme_id,
      account.wallet,
      stepped.rung,
      stepped.rung_before,
      stepped.starts_at,
      lead (stepped.starts_at, 1, 'infinity'::timestamptz) over (
        partition by
          stepped.account_no
        order by
          stepped.starts_at
      ) as ends_at
    from
      stepped
      join ledger.accounts as account on account.account_no = stepped.account_no
    where
      stepped.rung <> stepped.rung_before
  ),
  climbed_past as (
    select
      account_no,
      programme_id,
      wallet,
      starts_at,
      unnest(range(rung_before + 1, rung + 1)) as rung
    from
      standing
    where
      rung > rung_before
  ),
  beginnings as (
    select distinct
      programme_id,
      wallet,
      offered_from
    from
      offers
  ),
  stood_at as (
    select
      standing.account_no,
      standing.programme_id,
      standing.wallet,
      standing.rung,
      beginnings.offered_from
    from
      standing
      join beginnings on beginnings.programme_id = standing.programme_id
      and beginnings.wallet = standing.wallet
      and beginnings.offered_from >= standing.starts_at
      and beginnings.offered_from < standing.ends_at
    where
      standing.rung > 0
  ),
  reached as (
    select
      climbed_past.account_no,
      offers.item_no,
      offers.offer_no,
      climbed_past.starts_at as affordable_at
    from
      climbed_past
      join offers on offers.programme_id = climbed_past.programme_id
      and offers.wallet = climbed_past.wallet
      and offers.rung = climbed_past.rung
      and offers.offered_from < climbed_past.starts_at
      and offers.offered_until > climbed_past.starts_at
    union all
    select
      stood_at.account_no,
      offers.item_no,
      offers.offer_no,
      stood_at.offered_from
    from
      stood_at
      join offers on offers.programme_id = stood_at.programme_id
      and offers.wallet = stood_at.wallet
      and offers.offered_from = stood_at.offered_from
      and offers.rung <= stood_at.rung
  ),
  firsts as (
    select
      reached.account_no,
      reached.item_no,
      min(reached.affordable_at) as affordable_at
    from
      reached
      anti join posting.outside_offers as outside on outside.account_no = reached.account_no
      and outside.offer_no = reached.offer_no
    group by
      reached.account_no,
      reached.item_no
  ),
  items as (
    select distinct
      item_no,
      programme_id,
      wallet,
      item_id
    from
      offers
  ),
  within_reach as (
    select
      firsts.account_no,
      items.programme_id,
      items.wallet,
      items.item_id,
      firsts.affordable_at
    from
      firsts
      join items on items.item_no = firsts.item_no
  ),
  redeemed as (
    select
      account_no,
      programme_id,
      wallet,
      item_id,
      count(*)::integer as redemptions,
      sum_points (points) as points,
      min(effective_at) as first_redeemed_at
    from
      posting.standing_acts
    where
      is_redemption
      and item_id is not null
    group by all
  )
select
  item_id,
  coalesce(within_reach.account_no, redeemed.account_no) as account_no,
  programme_id,
  wallet,
  within_reach.affordable_at,
  coalesce(redeemed.redemptions, 0) as redemptions,
  coalesce(redeemed.points, 0)::decimal(18, 2) as points,
  redeemed.first_redeemed_at
from
  within_reach
  full join redeemed using (account_no, programme_id, wallet, item_id)
order by
  programme_id,
  item_id,
  account_no
