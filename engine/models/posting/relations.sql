-- One row per reverse, restore or expire whose related event counts: the right kind of event, in the same account, and
-- before it. Every other relation is missing, and the event is posted as one without relation.
with
  naming as (
    select
      event.rowid as raw_no,
      event.programme_id,
      event.wallet,
      event.member_id,
      event.event_type,
      event.occurred_at,
      event.related_event_id,
      coalesce(event.related_source, event.source) as related_source
    from
      posting.raw_events as event
      anti join posting.set_aside as set_aside on set_aside.raw_no = event.rowid
    where
      event.event_type in ('reverse', 'restore', 'expire')
      and event.related_event_id is not null
  )
select
  naming.raw_no,
  target.rowid as related_no
from
  naming
  join posting.raw_events as target on target.programme_id = naming.programme_id
  and target.source = naming.related_source
  and target.event_id = naming.related_event_id
  anti join posting.set_aside as set_aside on set_aside.raw_no = target.rowid
where
  target.wallet = naming.wallet
  and target.member_id = naming.member_id
  and case
    when naming.event_type = 'restore' then target.event_type = 'redeem'
    and target.occurred_at < naming.occurred_at
    else target.event_type = 'earn'
    and target.occurred_at <= naming.occurred_at
  end
