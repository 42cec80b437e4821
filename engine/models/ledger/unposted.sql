-- One row per event of which a part, or all, exceeded what there was to take back, give back, expire or forfeit.
select
  account.account_no,
  posting.entry_no,
  event.programme_id,
  event.source,
  event.event_id,
  account.wallet,
  account.member_id,
  event.event_type,
  event.occurred_at,
  posting.points_unposted as points,
  'excess' as reason,
  posting.is_wholly_unposted,
  event.batch_id,
  event.source_file,
  event.source_record
from
  posting.postings as posting
  join posting.kernel_input as input on input.rowid + $first_entry = posting.entry_no
  join posting.raw_events as event on event.rowid = input.raw_no
  join posting.accounts as account on account.account_no = input.account_no
where
  posting.points_unposted > 0
order by
  posting.entry_no
