-- One row per programme: lock-in is measured on one in `one_in` accounts (by a hash of the member), so that a large programme
-- takes no longer than one of 200,000 accounts. 1: on all.
select
  programme_id,
  greatest(1, count(*) // 200000)::integer as one_in
from
  ledger.accounts
group by
  programme_id
order by
  programme_id
