-- One row per two members tied by a transfer.
select distinct
  outs.programme_id,
  outs.member_id as from_member_id,
  ins.member_id as to_member_id
from
  posting.transfer_pairs as pair
  join posting.legs as outs on outs.raw_no = pair.out_no
  join posting.legs as ins on ins.raw_no = pair.in_no
where
  outs.member_id <> ins.member_id
