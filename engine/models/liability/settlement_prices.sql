-- One row per wallet, issuer, redeeming merchant and span of rates in which points were redeemed: who bears them and at
-- what price without tax. The rate that names both parties goes before one that names the issuer, then the redeemer. Not
-- there where no rate is in force; `rates_from` is NULL before the first.
with
  parties as (
    select distinct
      programme_id,
      wallet,
      issuer_merchant_id,
      redeemer_merchant_id,
      rates_from
    from
      liability.redemption_flows
  )
select
  parties.programme_id,
  parties.wallet,
  parties.issuer_merchant_id,
  parties.redeemer_merchant_id,
  parties.rates_from,
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
order by
  parties.programme_id,
  parties.wallet,
  parties.issuer_merchant_id,
  parties.redeemer_merchant_id,
  parties.rates_from
