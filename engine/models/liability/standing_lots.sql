-- One row per lot with points left at the as-of date: its cell, the months until it expires (NULL: never; below 0: overdue),
-- and its part of its pool's estimate, which is split over the lots in the order of their expiry, so that the parts add up
-- to it. NULL money where the wallet has no value per point. In the order of their expiry.
with
  standing as (
    select
      lot.lot_no,
      lot.account_no,
      origin.cell_no,
      cells.pool_no,
      month_no (local_day (cells.programme_id, lot.expires_at)) - month_no (programme.as_of) as months_left,
      (lot.points_remaining * 100)::bigint as size
    from
      lots.lot_facts as lot
      join posting.origin_cells as origin on origin.lot_no = lot.origin_lot_no
      join liability.cells as cells on cells.cell_no = origin.cell_no
      join meta.programmes as programme on programme.programme_id = cells.programme_id
    where
      lot.points_remaining > 0
  ),
  split as (
    select
      *,
      sum(size) over (
        partition by
          pool_no
        order by
          coalesce(months_left, 10000),
          lot_no rows unbounded preceding
      ) as so_far
    from
      standing
  ),
  pools as (
    select
      cells.pool_no,
      any_value((pool.contract_liability + pool.provision) * 10000)::hugeint as units,
      any_value(pool.outstanding * 100)::hugeint as size
    from
      liability.pools as pool
      join liability.cells as cells on cells.programme_id = pool.programme_id
      and cells.wallet = pool.wallet
      and cells.kind = pool.kind
      and cells.vintage = pool.vintage
    where
      (pool.programme_id, pool.wallet) in (
        select
          (programme_id, wallet)
        from
          meta.point_values
      )
    group by
      cells.pool_no
  )
select
  split.lot_no,
  split.account_no,
  split.cell_no,
  split.months_left::integer as months_left,
  (split.size::decimal(20, 0) * 0.01::decimal(3, 2))::decimal(18, 2) as points,
  (
    (pools.units * split.so_far // pools.size - pools.units * (split.so_far - split.size) // pools.size)::decimal(22, 0) * 0.0001::decimal(5, 4)
  )::decimal(18, 4) as money
from
  split
  left join pools on pools.pool_no = split.pool_no
order by
  coalesce(split.months_left, 10000),
  split.cell_no,
  split.lot_no
