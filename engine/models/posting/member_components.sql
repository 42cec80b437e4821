-- One row per member of a component of more than one, with the smallest member of it.
select
  member.programme_id,
  member.member_id,
  root.member_id as root_member_id
from
  posting.linked_members as member
  join posting.member_roots as member_root on member_root.member_no = member.member_no
  join posting.linked_members as root on root.member_no = member_root.root_no
