-- One row per wallet, vintage of the origin lot and age in months: what the vintage issued, net of reversals to date, and
-- what of it had been redeemed by that age (a restore lowers the cell of its redemption). `is_complete` is false where
-- the as-of date cuts the month of the cell.
with
  issued as (
    select
      programme_id,
      wallet,
      vintage,
      sum(opened - reversed) as points_issued
    from
      liability.movements
    where
      vintage is not null
    group by
      programme_id,
      wallet,
      vintage
  ),
  cells as (
    select
      issued.*,
      month_value.month,
      month_value.is_complete,
      month_no (month_value.month) - month_no (issued.vintage) as age
    from
      issued
      join liability.month_values as month_value on month_value.programme_id = issued.programme_id
      and month_value.wallet = issued.wallet
      and month_value.month >= issued.vintage
  ),
  redeemed as (
    select
      programme_id,
      wallet,
      vintage,
      month,
      sum(redeemed + exchanged_out + redeeming_repayments - redemptions_undone) as points
    from
      liability.movements
    where
      vintage is not null
    group by
      programme_id,
      wallet,
      vintage,
      month
  )
select
  cells.programme_id,
  cells.wallet,
  cells.vintage,
  cells.age::integer as age,
  cells.points_issued::decimal(18, 2) as points_issued,
  sum(coalesce(redeemed.points, 0)) over (
    partition by
      cells.programme_id,
      cells.wallet,
      cells.vintage
    order by
      cells.month
  )::decimal(18, 2) as points_redeemed_cumulative,
  cells.is_complete
from
  cells
  left join redeemed on redeemed.programme_id = cells.programme_id
  and redeemed.wallet = cells.wallet
  and redeemed.vintage = cells.vintage
  and redeemed.month = cells.month
order by
  cells.programme_id,
  cells.wallet,
  cells.vintage,
  cells.age
