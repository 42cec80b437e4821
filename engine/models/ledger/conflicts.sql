-- One row per arrived event that was kept out because its key was taken by other content, with the figures of the event
-- that was kept.
with
  kept as (
    select
      repeated.programme_id,
      repeated.source,
      repeated.event_id,
      event.member_id as kept_member_id,
      event.event_type as kept_event_type,
      event.points as kept_points,
      event.occurred_at as kept_occurred_at
    from
      posting.repeated_events as repeated
      anti join posting.set_aside as set_aside on set_aside.raw_no = repeated.raw_no
      join posting.raw_events as event on event.rowid = repeated.raw_no
  )
select
  event.*,
  set_aside.content_hash,
  set_aside.kept_content_hash,
  kept.kept_member_id,
  kept.kept_event_type,
  kept.kept_points,
  kept.kept_occurred_at
from
  posting.raw_events as event
  join posting.set_aside as set_aside on set_aside.raw_no = event.rowid
  join kept using (programme_id, source, event_id)
where
  set_aside.outcome = 'conflict'
order by
  event.programme_id,
  event.source,
  event.event_id,
  set_aside.content_hash
