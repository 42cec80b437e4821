-- One row per two members tied by a transfer, by their numbers.
select distinct
  sender.member_no as from_no,
  receiver.member_no as to_no
from
  posting.transfer_pairs as pair
  join posting.legs as outs on outs.raw_no = pair.out_no
  join posting.legs as ins on ins.raw_no = pair.in_no
  join posting.linked_members as sender on sender.programme_id = outs.programme_id
  and sender.member_id = outs.member_id
  join posting.linked_members as receiver on receiver.programme_id = ins.programme_id
  and receiver.member_id = ins.member_id
where
  sender.member_no <> receiver.member_no
