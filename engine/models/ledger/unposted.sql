-- One row per event of which a part, or all, exceeded what there was to take back, give back, expire or forfeit.
with
  -- Found first, and then looked up: they are few among all that was posted.
  exceeding as materialized (
    select
      posting.entry_no,
      posting.points_unposted,
      posting.is_wholly_unposted,
      input.raw_no,
      input.account_no
    from
      posting.postings as posting
      join posting.kernel_input as input on input.rowid = posting.entry_no - $first_entry
    where
      posting.points_unposted > 0
  )
select
  account.account_no,
  exceeding.entry_no,
  event.programme_id,
  event.source,
  event.event_id,
  account.wallet,
  account.member_id,
  event.event_type,
  event.occurred_at,
  exceeding.points_unposted as points,
  'excess' as reason,
  exceeding.is_wholly_unposted,
  event.batch_id,
  event.source_file,
  event.source_record
from
  exceeding
  join posting.raw_events as event on event.rowid = exceeding.raw_no
  join posting.accounts as account on account.account_no = exceeding.account_no
order by
  exceeding.entry_no
