-- One row per account and reward that it could afford while in stock, or redeemed: since when it could (`affordable_at`, NULL
-- where the balance never reached the price, the reward is not in the catalogue, or it is closed to the member), and what it
-- redeemed, less what came back. Ordered by reward, so that a page reads one reward's members only.
with
  within_reach as (
    select
      span.account_no,
      offer.programme_id,
      offer.wallet,
      offer.item_id,
      min(greatest(span.starts_at, offer.offered_from)) as affordable_at
    from
      posting.spendable_spans as span
      join ledger.accounts as account on account.account_no = span.account_no
      join posting.item_offers as offer on offer.programme_id = account.programme_id
      and offer.wallet = account.wallet
      and span.points >= offer.points_price
      and span.starts_at < offer.offered_until
      and span.ends_at > offer.offered_from
      anti join posting.outside_offers as outside on outside.account_no = span.account_no
      and outside.offer_no = offer.offer_no
    where
      offer.points_price > 0
    group by all
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
