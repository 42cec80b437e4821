-- One row per leg of a transfer, in effect by the as-of date, of which some points have no counterpart: the other leg is
-- missing, or smaller. Of two legs that differ the larger one is here.
with
  pairs as (
    select
      raw_no,
      points_paired,
      pair_no
    from
      posting.pair_legs
  ),
  unpaired as (
    select
      legs.raw_no,
      legs.points - coalesce(pairs.points_paired, 0) as points_unpaired,
      pairs.pair_no
    from
      posting.legs as legs
      left join pairs on pairs.raw_no = legs.raw_no
    where
      legs.points > coalesce(pairs.points_paired, 0)
  )
select
  event.programme_id,
  event.source,
  event.event_id,
  event.wallet,
  event.member_id,
  event.event_type,
  event.occurred_at,
  event.counterparty_member_id,
  event.points,
  unpaired.points_unpaired,
  other.source as other_source,
  other.event_id as other_event_id,
  other.points as other_points,
  event.batch_id,
  event.source_file,
  event.source_record
from
  unpaired
  join posting.raw_events as event on event.rowid = unpaired.raw_no
  join meta.programmes as programme on programme.programme_id = event.programme_id
  left join pairs as other_leg on other_leg.pair_no = unpaired.pair_no
  and other_leg.raw_no <> unpaired.raw_no
  left join posting.raw_events as other on other.rowid = other_leg.raw_no
where
  event.occurred_at < programme.ends_at
order by
  event.programme_id,
  event.source,
  event.event_id
