-- One row per lot: its public id, the key of the event that opened it and, for lots of a transfer, its number.
select
  lot.lot_no,
  concat_ws(
    '/',
    replace(replace(entry.programme_id, '%', '%25'), '/', '%2F'),
    replace(replace(entry.source, '%', '%25'), '/', '%2F'),
    replace(replace(entry.event_id, '%', '%25'), '/', '%2F'),
    nullif(lot.child_no, 0)
  ) as lot_id
from
  lots.lot_facts as lot
  join ledger.entries as entry on entry.entry_no = lot.opening_entry_no
