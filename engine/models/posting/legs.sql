-- One row per leg of a transfer: the events from which pairs are joined.
select
  event.rowid as raw_no,
  event.programme_id,
  event.source,
  event.event_id,
  event.wallet,
  event.member_id,
  event.event_type,
  event.points,
  event.occurred_at,
  event.counterparty_member_id,
  event.related_event_id,
  coalesce(event.related_source, event.source) as related_source
from
  posting.raw_events as event
  anti join posting.set_aside as set_aside on set_aside.raw_no = event.rowid
where
  event.event_type in ('transfer_out', 'transfer_in')
