-- One row per programme, wallet and local month: posted points by kind, what expired by the clock, and what the floor let
-- go.
select
  account.programme_id,
  account.wallet,
  date_trunc('month', local_day (account.programme_id, change.effective_at))::date as month,
  change.kind,
  sum(change.points)::decimal(18, 2) as points,
  sum(change.points_change)::decimal(18, 2) as points_change,
  count(*) as events
from
  balances.changes as change
  join ledger.accounts as account on account.account_no = change.account_no
group by all
order by
  account.programme_id,
  account.wallet,
  month,
  change.kind
