-- One row per wallet, vintage and kind of points: where the pool stands at the as-of date. Revenue to date is allocated ×
-- redeemed ÷ expected total; what is left is the contract liability. Points given away have a provision instead.
select
  pool.programme_id,
  pool.wallet,
  pool.vintage,
  pool.kind,
  pool.treatment,
  pool.issued,
  pool.redeemed,
  pool.outstanding,
  pool.expected_total,
  pool.allocated,
  pool.recognised,
  pool.contract_liability,
  pool.provision
from
  liability.pool_months as pool
qualify
  row_number() over (
    partition by
      pool.programme_id,
      pool.wallet,
      pool.vintage,
      pool.kind
    order by
      pool.month desc
  ) = 1
order by
  pool.programme_id,
  pool.wallet,
  pool.vintage,
  pool.kind
