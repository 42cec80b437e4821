-- One row per entry: 64 bits of its event id's hash, in their order. Among millions of entries an event is found here.
select
  md5_number_lower(event_id) as id_hash,
  entry_no
from
  ledger.entries
order by
  id_hash,
  entry_no
