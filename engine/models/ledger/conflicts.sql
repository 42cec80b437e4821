-- One row per arrived event that was kept out because its key was taken by other content.
select
  event.*,
  set_aside.content_hash,
  set_aside.kept_content_hash
from
  posting.raw_events as event
  join posting.set_aside as set_aside on set_aside.raw_no = event.rowid
where
  set_aside.outcome = 'conflict'
order by
  event.programme_id,
  event.source,
  event.event_id,
  set_aside.content_hash
