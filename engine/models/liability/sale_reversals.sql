-- One row per reversal and lot whose sale it takes back: how much of the allocation. A reversal that names its earn takes
-- back that earn's share, whichever lots it used; one that names none, that of the lots it used.
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
      entry.entry_no,
      origin.lot_no,
      origin.lot_no as origin_lot_no,
      entry.points_posted as points
    from
      named
      join ledger.entries as entry on entry.entry_no = named.entry_no
      join posting.origin_values as origin on origin.entry_no = named.earn_entry_no
  ),
  by_use as (
    select
      fact.entry_no,
      fact.lot_no,
      lot.origin_lot_no,
      fact.points
    from
      lots.use_facts as fact
      join lots.lot_facts as lot on lot.lot_no = fact.lot_no
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
  reversals.entry_no,
  reversals.lot_no,
  sum_money (share_of (origin.allocated, reversals.points, origin.points_opened)) as allocated
from
  reversals
  join posting.origin_values as origin on origin.lot_no = reversals.origin_lot_no
where
  (
    origin.net > 0
    or origin.allocated > 0
  )
group by
  reversals.entry_no,
  reversals.lot_no
order by
  reversals.entry_no,
  reversals.lot_no
