-- One row per entry that refunds or returned rewards took back something of: the points that they took back of it.
select
  related.entry_no,
  sum(entry.points_posted)::decimal(38, 2) as points
from
  posting.entry_numbers as correction
  join ledger.entries as entry on entry.entry_no = correction.entry_no
  join posting.relations as relation on relation.raw_no = correction.raw_no
  join posting.entry_numbers as related on related.raw_no = relation.related_no
where
  correction.event_type in ('reverse', 'restore')
group by
  related.entry_no
