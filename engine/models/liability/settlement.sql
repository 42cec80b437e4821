-- One row per wallet, month, issuer, redeemer and bearer: points redeemed, what the bearer pays for them and its tax. The
-- rate that names both parties goes before one that names the issuer, then the redeemer; prices are without tax. Where
-- no rate is in force bearer, amount and tax are NULL.
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
      rate.bearer_merchant_id,
      rate.price_per_point,
      coalesce(rate.tax_rate, 0) as tax_rate
    from
      flows
      left join data.settlement_rates as rate on rate.programme_id = flows.programme_id
      and coalesce(rate.wallet, flows.wallet) = flows.wallet
      and coalesce(rate.issuer_merchant_id, flows.issuer_merchant_id, '') = coalesce(flows.issuer_merchant_id, '')
      and coalesce(rate.redeemer_merchant_id, flows.redeemer_merchant_id, '') = coalesce(flows.redeemer_merchant_id, '')
      and coalesce(rate.valid_from, '-infinity'::timestamptz) <= coalesce(flows.rates_from, '-infinity'::timestamptz)
    qualify
      row_number() over (
        partition by
          flows.programme_id,
          flows.wallet,
          flows.month,
          flows.issuer_merchant_id,
          flows.redeemer_merchant_id,
          flows.rates_from
        order by
          rate.issuer_merchant_id is null,
          rate.redeemer_merchant_id is null,
          rate.valid_from desc nulls last,
          rate.bearer_merchant_id
      ) = 1
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
  sum(round(round(points * price_per_point, 4)::decimal(18, 4) * tax_rate, 4))::decimal(18, 4) as tax
from
  rated
group by all
order by all
