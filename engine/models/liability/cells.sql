-- One row per cell of the roll-forward, numbered so that what moves in it need not carry its texts: kind of points × tier at
-- issue × issuer × vintage. The cells of an issuer follow each other: its lots are asked for, and a span of numbers is found
-- faster than many of them. Cells that differ in tier and issuer alone share a pool, the grain of estimates. Debt stands in
-- the cells without kind and vintage.
select
  dense_rank () over (
    order by
      programme_id,
      issuer_merchant_id,
      wallet,
      kind,
      vintage,
      tier
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
