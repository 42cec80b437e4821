-- One row per programme and wallet: the sums of its accounts.
select
  programme_id,
  wallet,
  count(*) as accounts,
  count(*) filter(
    where
      points_balance <> 0
  ) as accounts_with_balance,
  sum(points_available)::decimal(18, 2) as points_available,
  sum(points_pending)::decimal(18, 2) as points_pending,
  sum(points_debt)::decimal(18, 2) as points_debt,
  sum(points_balance)::decimal(18, 2) as points_balance,
  sum(points_shortfall)::decimal(18, 2) as points_shortfall,
  sum(earned)::decimal(18, 2) as earned,
  sum(redeemed)::decimal(18, 2) as redeemed,
  sum(expired)::decimal(18, 2) as expired,
  max(last_event_at) as last_event_at
from
  balances.accounts
group by
  programme_id,
  wallet
order by
  programme_id,
  wallet
