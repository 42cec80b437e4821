-- One row per account for which the source reported a balance at least once.
select distinct
  account_no
from
  ledger.entries
where
  balance_after is not null
union
select distinct
  account.account_no
from
  data.reported_balances as reported
  join ledger.accounts as account on account.programme_id = reported.programme_id
  and account.member_id = reported.member_id
  and account.wallet = coalesce(reported.wallet, 'base')
