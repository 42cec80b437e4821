-- One row per posted event, ordered by account. `seq` counts within the account by effective instant, then event key.
-- Built while the kernel replays, as if every event moved its points in full; corrected once the kernel has found which
-- did not. What could not be posted of an event stands in ledger.unposted; an event of which nothing could is not here.
with
  ordered as (
    select
      raw_no,
      account_no,
      (rowid + $first_entry)::integer as entry_no,
      make_timestamptz(instant) as effective_at,
      row_number() over (
        partition by
          account_no
        order by
          rowid
      )::integer as seq
    from
      posting.kernel_input
    where
      part < 2
  ),
  -- Narrow where it is sorted: what follows from other columns comes after.
  sorted as (
    select
      ordered.account_no,
      ordered.entry_no,
      ordered.seq,
      ordered.effective_at,
      event.*
    from
      ordered
      join posting.raw_events as event on event.rowid = ordered.raw_no
    order by
      ordered.account_no,
      ordered.entry_no
  )
select
  account_no,
  entry_no,
  seq,
  programme_id,
  source,
  event_id,
  wallet,
  member_id,
  event_type,
  points,
  points as points_posted,
  case
    when event_type in ('earn', 'transfer_in', 'exchange_in', 'restore', 'adjust') then 1
    else -1
  end * points as points_change,
  effective_at,
  sorted.* exclude (
    account_no,
    entry_no,
    seq,
    programme_id,
    source,
    event_id,
    wallet,
    member_id,
    event_type,
    points,
    effective_at,
    batch_id,
    source_file,
    source_record
  ),
  batch_id,
  source_file,
  source_record
from
  sorted
