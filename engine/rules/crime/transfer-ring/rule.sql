-- One row per transfer of a ring, under the member who sent first; judged on the day the ring closed.
select
  starter.programme_id,
  'member' as subject_type,
  starter.member_id as subject_id,
  starter.wallet,
  closing.transferred_at as occurred_at,
  ring.members as observed,
  0 as expected,
  sender.member_id,
  transfer.points,
  {
    'members_in_ring': ring.members,
    'place': ring.place,
    'from_member_id': sender.member_id,
    'to_member_id': receiver.member_id,
    'points': transfer.points,
    'transferred_at': transfer.transferred_at
  } as evidence,
  transfer.out_entry_no as entry_no
from
  posting.ring_transfers as ring
  join ledger.transfers as transfer using (out_entry_no)
  join ledger.transfers as opening on opening.out_entry_no = ring.opening_entry_no
  join ledger.transfers as closing on closing.out_entry_no = ring.closing_entry_no
  join ledger.accounts as starter on starter.account_no = opening.from_account_no
  join ledger.accounts as sender on sender.account_no = transfer.from_account_no
  join ledger.accounts as receiver on receiver.account_no = transfer.to_account_no
