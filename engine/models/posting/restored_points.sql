-- One row per lot that a restore of a known redemption gave points back to (or opened with days of grace), naming both.
with
  restores as (
    select
      entry_no,
      related_entry_no as redemption_entry_no
    from
      posting.related_entries
    where
      event_type = 'restore'
  )
select
  restores.redemption_entry_no,
  fact.entry_no,
  fact.lot_no,
  fact.used_at,
  fact.points
from
  lots.use_facts as fact
  join restores on restores.entry_no = fact.entry_no
where
  fact.use_type = 'restore'
union all
select
  restores.redemption_entry_no,
  lot.opening_entry_no,
  lot.lot_no,
  lot.opened_at,
  lot.points_opened
from
  lots.lot_facts as lot
  join restores on restores.entry_no = lot.opening_entry_no
