-- One row per entry that names another which counts (see posting.relations): what it is, and the entry it names.
select
  naming.entry_no,
  naming.event_type,
  named.entry_no as related_entry_no
from
  posting.relations as relation
  join posting.entry_numbers as naming on naming.raw_no = relation.raw_no
  join posting.entry_numbers as named on named.raw_no = relation.related_no
