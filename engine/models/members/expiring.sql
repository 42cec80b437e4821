-- One row per account and last day on which points of it can be used, within 90 days after the as-of date.
select
  lot.account_no,
  (local_day (account.programme_id, lot.expires_at) - 1)::date as expires_on,
  sum_points (lot.points_remaining) as points
from
  lots.lot_facts as lot
  join ledger.accounts as account on account.account_no = lot.account_no
  join meta.programmes as programme on programme.programme_id = account.programme_id
where
  lot.points_remaining > 0
  and lot.expires_at > programme.ends_at
  and local_day (account.programme_id, lot.expires_at) <= programme.as_of + 91
group by
  lot.account_no,
  (local_day (account.programme_id, lot.expires_at) - 1)::date
order by
  lot.account_no,
  expires_on
