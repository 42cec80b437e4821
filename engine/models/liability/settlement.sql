-- One row per wallet, month, issuer, redeemer and bearer: points redeemed, what the bearer pays for them and its tax, at
-- the prices of liability.settlement_prices. Where no rate is in force bearer, amount and tax are NULL.
with
  flows as (
    select
      programme_id,
      wallet,
      month,
      issuer_merchant_id,
      redeemer_merchant_id,
      rates_from,
      sum(points) as points
    from
      liability.redemption_flows
    group by all
  ),
  rated as (
    select
      flows.*,
      chosen.bearer_merchant_id,
      chosen.price_per_point,
      chosen.tax_rate
    from
      flows
      left join liability.settlement_prices as chosen on chosen.programme_id = flows.programme_id
      and chosen.wallet = flows.wallet
      and chosen.issuer_merchant_id is not distinct from flows.issuer_merchant_id
      and chosen.redeemer_merchant_id is not distinct from flows.redeemer_merchant_id
      and chosen.rates_from is not distinct from flows.rates_from
  )
select
  programme_id,
  wallet,
  issuer_merchant_id as issuer,
  redeemer_merchant_id as redeemer,
  bearer_merchant_id as bearer,
  month,
  sum(points)::decimal(18, 2) as points,
  sum(round(points * price_per_point, 4))::decimal(18, 4) as amount,
  sum(round(round(points * price_per_point, 4)::decimal(38, 4) * tax_rate, 4))::decimal(18, 4) as tax
from
  rated
group by all
order by
  programme_id,
  wallet,
  month,
  issuer,
  redeemer,
  bearer
