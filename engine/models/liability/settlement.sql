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
  parties as (
    select distinct
      programme_id,
      wallet,
      issuer_merchant_id,
      redeemer_merchant_id,
      rates_from
    from
      flows
  ),
  chosen as (
    select
      parties.*,
      rate.bearer_merchant_id,
      rate.price_per_point,
      coalesce(rate.tax_rate, 0) as tax_rate
    from
      parties
      join data.settlement_rates as rate on rate.programme_id = parties.programme_id
      and coalesce(rate.wallet, parties.wallet) = parties.wallet
      and coalesce(rate.issuer_merchant_id, parties.issuer_merchant_id, '') = coalesce(parties.issuer_merchant_id, '')
      and coalesce(rate.redeemer_merchant_id, parties.redeemer_merchant_id, '') = coalesce(parties.redeemer_merchant_id, '')
      and coalesce(rate.valid_from, '-infinity'::timestamptz) <= coalesce(parties.rates_from, '-infinity'::timestamptz)
    qualify
      row_number() over (
        partition by
          parties.programme_id,
          parties.wallet,
          parties.issuer_merchant_id,
          parties.redeemer_merchant_id,
          parties.rates_from
        order by
          rate.issuer_merchant_id is null,
          rate.redeemer_merchant_id is null,
          rate.valid_from desc nulls last,
          rate.bearer_merchant_id
      ) = 1
  ),
  rated as (
    select
      flows.*,
      chosen.bearer_merchant_id,
      chosen.price_per_point,
      chosen.tax_rate
    from
      flows
      left join chosen on chosen.programme_id = flows.programme_id
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
  sum(round(round(points * price_per_point, 4)::decimal(18, 4) * tax_rate, 4))::decimal(18, 4) as tax
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
