-- One row per wallet whose points were bought, passed on freely, cashed out and taken by merchants that belong to nobody in common.
with
  bought as (
    select
      programme_id,
      wallet,
      sum(points)::decimal(18, 2) as points
    from
      balances.earnings
    where
      reason = 'purchased'
    group by all
  ),
  transferred as (
    select
      flow.programme_id,
      flow.wallet,
      sum(flow.points)::decimal(18, 2) as points
    from
      balances.flows as flow
      join meta.wallets as policy using (programme_id, wallet)
    where
      flow.kind = 'transfer_out'
      and policy.transfer = 'any'
    group by all
  ),
  cash_items as (
    select distinct
      programme_id,
      item_id
    from
      data.catalogue_items
    where
      kind = 'cash'
  ),
  cashed as (
    select
      paid.programme_id,
      paid.wallet,
      sum(paid.points)::decimal(18, 2) as points,
      max(paid.day) as last_day
    from
      redemption.prices_paid as paid
      semi join cash_items on cash_items.programme_id = paid.programme_id
      and cash_items.item_id = paid.item_id
    group by all
  ),
  accepted as (
    select
      paid.programme_id,
      paid.wallet,
      count(distinct coalesce(merchant.affiliate_group, merchant.merchant_id)) as merchants
    from
      redemption.prices_paid as paid
      join data.merchants as merchant using (programme_id, merchant_id)
    group by all
  ),
  wallets as (
    select
      bought.programme_id,
      bought.wallet,
      bought.points as points_bought,
      transferred.points as points_transferred,
      cashed.points as points_cashed,
      accepted.merchants,
      local_midnight (bought.programme_id, cashed.last_day) as occurred_at
    from
      bought
      join transferred using (programme_id, wallet)
      join cashed using (programme_id, wallet)
      join accepted using (programme_id, wallet)
  )
select
  programme_id,
  'wallet' as subject_type,
  wallet as subject_id,
  wallet,
  occurred_at,
  'bought, transferable, cashed out, accepted by unaffiliated merchants' as observed,
  'not all of them' as expected,
  points_bought as points,
  {
    'points_bought': points_bought,
    'points_transferred': points_transferred,
    'points_cashed': points_cashed,
    'merchants': merchants
  } as evidence
from
  wallets
where
  merchants >= parameter_unaffiliated_merchants (programme_id, occurred_at)
