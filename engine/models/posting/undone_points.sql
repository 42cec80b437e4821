-- One row per entry that refunds or returned rewards took back something of: the points that they took back of it.
select
  correction.related_entry_no as entry_no,
  sum(entry.points_posted)::decimal(38, 2) as points
from
  posting.related_entries as correction
  join ledger.entries as entry on entry.entry_no = correction.entry_no
where
  correction.event_type in ('reverse', 'restore')
group by
  correction.related_entry_no
