-- One row per cell of the roll-forward, numbered so that what moves in it need not carry its texts: kind of points × tier at
-- issue × issuer × vintage. Cells that differ in tier and issuer alone share a pool, the grain of estimates. Debt stands in
-- the cells without kind and vintage.
select
  dense_rank () over (
    order by
      programme_id,
      wallet,
      kind,
      vintage,
      tier,
      issuer_merchant_id
  )::integer as cell_no,
  dense_rank () over (
    order by
      programme_id,
      wallet,
      kind,
      vintage
  )::integer as pool_no,
  programme_id,
  wallet,
  kind,
  tier,
  issuer_merchant_id,
  vintage
from
  (
    select distinct
      programme_id,
      wallet,
      kind,
      tier,
      issuer_merchant_id,
      vintage
    from
      liability.cell_moves
  ) as cells
order by
  cell_no
