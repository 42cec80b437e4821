-- One row per cell and month: the money of sales that refunds took back. A reverse that names its earn takes back that
-- earn's allocation in proportion; one that names none, that of the lots it used (IFRS 15.88: the split stays as it was).
select
  lot_cell.cell_no,
  month_no (local_day (reversal.programme_id, reversal.reversed_at)) as month_no,
  greatest(late.known_month_no, month_no (local_day (reversal.programme_id, reversal.reversed_at))) as known_month_no,
  sum(share_of (origin.gross, reversal.points, origin.points_opened))::bigint as gross,
  sum(share_of (origin.net, reversal.points, origin.points_opened))::bigint as net,
  sum(share_of (origin.allocated, reversal.points, origin.points_opened))::bigint as allocated
from
  posting.reversals as reversal
  join posting.origin_values as origin on origin.lot_no = reversal.origin_lot_no
  join posting.lot_cells as lot_cell on lot_cell.lot_no = reversal.origin_lot_no
  left join posting.late_entries as late on late.entry_no = reversal.entry_no
where
  (
    origin.net > 0
    or origin.allocated > 0
  )
group by all
