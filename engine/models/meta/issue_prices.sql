-- One row per wallet, issuer whose points are paid for as they are issued (`meta.issuer_kinds`), and span between two dates
-- on which any settlement rate changes: what the issuer pays for one point, without tax. It is the price that the issuer
-- bears wherever its points are redeemed: of a rate without redeemer, else the one price that all redeemers share. NULL
-- where there is none or redeemers differ.
with
  issuers as (
    select distinct
      programme_id,
      wallet,
      issuer_merchant_id,
      kind = 'issuer_paid' as is_operator
    from
      meta.issuer_kinds
    where
      kind in ('issuer_paid', 'agent_sale')
  ),
  spans as (
    select
      issuers.*,
      span.valid_from,
      span.valid_to
    from
      issuers
      join meta.settlement_spans as span on span.programme_id = issuers.programme_id
  ),
  in_force as (
    select
      spans.*,
      rate.redeemer_merchant_id,
      rate.issuer_merchant_id is null as is_general,
      rate.price_per_point,
      coalesce(rate.tax_rate, 0) as tax_rate
    from
      spans
      join data.settlement_rates as rate on rate.programme_id = spans.programme_id
      and coalesce(rate.wallet, spans.wallet) = spans.wallet
      and coalesce(rate.issuer_merchant_id, spans.issuer_merchant_id) = spans.issuer_merchant_id
      and coalesce(rate.bearer_merchant_id, spans.issuer_merchant_id) = spans.issuer_merchant_id
      and coalesce(rate.valid_from, '-infinity'::timestamptz) <= spans.valid_from
    qualify
      row_number() over (
        partition by
          spans.programme_id,
          spans.wallet,
          spans.issuer_merchant_id,
          spans.valid_from,
          rate.issuer_merchant_id is null,
          rate.redeemer_merchant_id
        order by
          rate.valid_from desc nulls last
      ) = 1
  ),
  closest as (
    select
      *
    from
      in_force
    qualify
      rank() over (
        partition by
          programme_id,
          wallet,
          issuer_merchant_id,
          valid_from
        order by
          is_general,
          redeemer_merchant_id is not null
      ) = 1
  ),
  agreed as (
    select
      programme_id,
      wallet,
      issuer_merchant_id,
      valid_from,
      case
        when count(distinct price_per_point) = 1
        and count(distinct tax_rate) = 1 then any_value(price_per_point)
      end as price_per_point,
      any_value(tax_rate) as tax_rate
    from
      closest
    group by all
  )
select
  spans.programme_id,
  spans.wallet,
  spans.issuer_merchant_id,
  spans.is_operator,
  spans.valid_from,
  spans.valid_to,
  agreed.price_per_point,
  case
    when agreed.price_per_point is not null then agreed.tax_rate
  end as tax_rate
from
  spans
  left join agreed on agreed.programme_id = spans.programme_id
  and agreed.wallet = spans.wallet
  and agreed.issuer_merchant_id = spans.issuer_merchant_id
  and agreed.valid_from = spans.valid_from
order by
  spans.programme_id,
  spans.wallet,
  spans.issuer_merchant_id,
  spans.valid_from
