-- One row per programme, occasion, status and channel of members.contacts: how many members, and the points it is about. What
-- stands above today's list, without going through all of it.
select
  programme_id,
  occasion,
  status,
  channel,
  count(*) as members,
  coalesce(sum(amount), 0)::decimal(18, 2) as amount
from
  members.contacts
group by all
order by all
