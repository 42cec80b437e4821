-- One row per wallet and span of months until expiry: outstanding points and their money, each pool's split exactly.
with
  pieces as (
    select
      expiring.programme_id,
      expiring.wallet,
      case
        when expiring.expiry_month is null then 10000
        else month_no (expiring.expiry_month) - month_no (programme.as_of)
      end as months_left,
      expiring.points,
      ((pool.contract_liability + pool.provision) * 10000)::hugeint as pool_units,
      (pool.outstanding * 100)::hugeint as pool_points,
      (expiring.points * 100)::hugeint as piece_points,
      sum((expiring.points * 100)::hugeint) over (
        partition by
          expiring.programme_id,
          expiring.wallet,
          expiring.kind,
          expiring.vintage
        order by
          expiring.expiry_month
      ) as points_so_far
    from
      liability.expiring_points as expiring
      join meta.programmes as programme on programme.programme_id = expiring.programme_id
      join liability.pools as pool on pool.programme_id = expiring.programme_id
      and pool.wallet = expiring.wallet
      and pool.kind = expiring.kind
      and pool.vintage = expiring.vintage
  ),
  spans as (
    select
      unnest([0, 1, 2, 3, 4, 5, 6, 7, 8]) as bucket_no,
      unnest(['overdue', '0-1', '1-3', '3-6', '6-12', '12-24', '24-36', '36+', 'never']) as bucket,
      unnest([-100000, 0, 1, 3, 6, 12, 24, 36, 10000]) as from_month,
      unnest([0, 1, 3, 6, 12, 24, 36, 10000, 100000]) as to_month
  )
select
  pieces.programme_id,
  pieces.wallet,
  spans.bucket_no,
  spans.bucket,
  sum(pieces.points)::decimal(18, 2) as points,
  units_as_money (
    sum(
      pool_units * points_so_far // pool_points - pool_units * (points_so_far - piece_points) // pool_points
    )
  ) as money,
  true as current,
  'expiry' as basis
from
  pieces
  join spans on pieces.months_left >= spans.from_month
  and pieces.months_left < spans.to_month
group by
  pieces.programme_id,
  pieces.wallet,
  spans.bucket_no,
  spans.bucket
