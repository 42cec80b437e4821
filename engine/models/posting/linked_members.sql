-- One row per member with a joined transfer, numbered in the order of ids, so that the smallest number of a component
-- is its smallest member.
with
  linked as (
    select
      outs.programme_id,
      outs.member_id
    from
      posting.transfer_pairs as pair
      join posting.legs as outs on outs.raw_no = pair.out_no
    union
    select
      ins.programme_id,
      ins.member_id
    from
      posting.transfer_pairs as pair
      join posting.legs as ins on ins.raw_no = pair.in_no
  )
select
  row_number() over (
    order by
      programme_id,
      member_id
  )::integer - 1 as member_no,
  programme_id,
  member_id
from
  linked
