-- One row per account: a member's holding of one kind of points in one programme.
select
  account_no,
  programme_id,
  wallet,
  member_id,
  component_no
from
  posting.accounts
order by
  account_no
