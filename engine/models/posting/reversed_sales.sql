-- One row per cell and month: the money of sales that refunds took back. A reverse that names its earn takes back that
-- earn's allocation in proportion; one that names none, that of the lots it used (IFRS 15.88: the split stays as it was).
with
  named as (
    select
      reversal.entry_no,
      earn.entry_no as earn_entry_no
    from
      posting.entry_numbers as reversal
      join posting.relations as relation on relation.raw_no = reversal.raw_no
      join posting.entry_numbers as earn on earn.raw_no = relation.related_no
    where
      reversal.event_type = 'reverse'
  ),
  by_name as (
    select
      origin.lot_no,
      entry.entry_no,
      entry.programme_id,
      entry.effective_at as reversed_at,
      entry.points_posted as points
    from
      named
      join ledger.entries as entry on entry.entry_no = named.entry_no
      join posting.origin_values as origin on origin.entry_no = named.earn_entry_no
    where
      (
        origin.net > 0
        or origin.allocated > 0
      )
  ),
  by_use as (
    select
      lot.origin_lot_no as lot_no,
      fact.entry_no,
      account.programme_id,
      fact.used_at as reversed_at,
      fact.points
    from
      lots.use_facts as fact
      join lots.lot_facts as lot on lot.lot_no = fact.lot_no
      join ledger.accounts as account on account.account_no = fact.account_no
      anti join named on named.entry_no = fact.entry_no
    where
      fact.use_type = 'reverse'
  ),
  reversals as (
    select
      *
    from
      by_name
    union all
    select
      *
    from
      by_use
  )
select
  lot_cell.cell_no,
  month_no (local_day (reversals.programme_id, reversals.reversed_at)) as month_no,
  greatest(late.known_month_no, month_no (local_day (reversals.programme_id, reversals.reversed_at))) as known_month_no,
  sum(share_of (origin.gross, reversals.points, origin.points_opened))::bigint as gross,
  sum(share_of (origin.net, reversals.points, origin.points_opened))::bigint as net,
  sum(share_of (origin.allocated, reversals.points, origin.points_opened))::bigint as allocated
from
  reversals
  join posting.origin_values as origin on origin.lot_no = reversals.lot_no
  join posting.lot_cells as lot_cell on lot_cell.lot_no = reversals.lot_no
  left join posting.late_entries as late on late.entry_no = reversals.entry_no
where
  (
    origin.net > 0
    or origin.allocated > 0
  )
group by all
