-- One row per wallet, kind of points, vintage and month of expiry: points of lots that are still there at the as-of date.
-- `expiry_month` is NULL for points that never expire.
select
  cells.programme_id,
  cells.wallet,
  cells.kind,
  month_start (cells.vintage_no) as vintage,
  month_start (month_no (local_day (cells.programme_id, lot.expires_at))) as expiry_month,
  sum_points (lot.points_remaining) as points
from
  lots.lot_facts as lot
  join posting.lot_cells as lot_cell on lot_cell.lot_no = lot.lot_no
  join posting.cells as cells on cells.cell_no = lot_cell.cell_no
where
  lot.points_remaining > 0
group by all
order by all
