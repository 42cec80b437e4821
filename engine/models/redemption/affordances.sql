-- One row per account and reward that it could afford while in stock, or redeemed: since when it could (`affordable_at`, NULL
-- where the balance never reached the price, the reward is not in the catalogue, or it is closed to the member), and what it
-- redeemed, less what came back; and whether its member consented to profiling (see cohorts.members). Ordered by reward and
-- points, so that a page reads one reward's members only. A balance matters only
-- where it climbs past a price while the reward is on offer, or stands above it when the offer begins; between, it need not
-- be held against every offer.
with
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
      join posting.price_rungs as rungs on rungs.programme_id = offer.programme_id
      and rungs.wallet = offer.wallet
      and rungs.points_price = offer.points_price
    where
      offer.offered_from < offer.offered_until
  ),
  climbed_past as (
    select
      account_no,
      programme_id,
      wallet,
      starts_at,
      unnest(range(rung_before + 1, rung + 1)) as rung
    from
      posting.standings
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
      posting.standings as standing
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
  ),
  found as (
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
  )
select
  found.*,
  holder.may_profile
from
  found
  join cohorts.members as holder on holder.account_no = found.account_no
order by
  found.programme_id,
  found.item_id,
  found.wallet,
  found.points desc,
  found.account_no
