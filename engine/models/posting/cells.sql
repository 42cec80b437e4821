-- One row per combination of dimensions that occurs among origin lots, numbered so that uses need not carry texts.
select
  row_number() over (
    order by
      programme_id,
      wallet,
      kind,
      tier,
      issuer_merchant_id,
      vintage_no
  )::integer as cell_no,
  programme_id,
  wallet,
  kind,
  tier,
  issuer_merchant_id,
  vintage_no
from
  (
    select distinct
      programme_id,
      wallet,
      kind,
      tier,
      issuer_merchant_id,
      vintage_no
    from
      posting.origin_values
  ) as dimensions
