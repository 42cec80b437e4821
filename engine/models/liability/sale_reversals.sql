-- One row per reversal and lot whose sale it takes back: how much of the allocation. A reversal that names its earn takes
-- back that earn's share, whichever lots it used; one that names none, that of the lots it used.
select
  reversal.entry_no,
  reversal.lot_no,
  sum_money (share_of (origin.allocated, reversal.points, origin.points_opened)) as allocated
from
  posting.reversals as reversal
  join posting.origin_values as origin on origin.lot_no = reversal.origin_lot_no
where
  (
    origin.net > 0
    or origin.allocated > 0
  )
group by
  reversal.entry_no,
  reversal.lot_no
order by
  reversal.entry_no,
  reversal.lot_no
