-- One row per lot that a restore of a known redemption gave points back to (or opened with days of grace), naming both.
with
  restores as (
    select
      restore_entry.entry_no,
      redemption.entry_no as redemption_entry_no
    from
      posting.entry_numbers as restore_entry
      join posting.relations as relation on relation.raw_no = restore_entry.raw_no
      join posting.entry_numbers as redemption on redemption.raw_no = relation.related_no
    where
      restore_entry.event_type = 'restore'
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
