-- One row per account at the as-of date: what it holds, and the sums of posted points that led there.
select
  sums.account_no,
  account.programme_id,
  account.wallet,
  account.member_id,
  sums.points_available,
  sums.points_pending,
  sums.points_debt,
  sums.points_available + sums.points_pending - sums.points_debt as points_balance,
  sums.* exclude (account_no, points_available, points_pending, points_debt)
from
  posting.account_sums as sums
  join ledger.accounts as account on account.account_no = sums.account_no
order by
  sums.account_no
