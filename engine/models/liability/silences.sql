-- One row per wallet, month in which a silence counts as observed and month of the redemption that ended it (NULL where none
-- did): accounts that held points and for the policy's months neither earned nor redeemed, each once, with its first such
-- silence. Only wallets whose points have no fixed end, or for which breakage is stated.
with
  entries as (
    select
      entry.account_no,
      entry.programme_id,
      entry.wallet,
      entry.effective_at,
      entry.event_type,
      sum(entry.points_change) over (
        partition by
          entry.account_no
        order by
          entry.seq
      ) as balance
    from
      ledger.entries as entry
      semi join meta.dormancy_policies as policy on policy.programme_id = entry.programme_id
      and policy.wallet = entry.wallet
  ),
  activities as (
    select
      *,
      lead (effective_at) over (
        partition by
          account_no
        order by
          effective_at
      ) as next_at
    from
      entries
    where
      event_type in ('earn', 'redeem')
  ),
  silent as (
    select
      activity.account_no,
      any_value(policy.programme_id) as programme_id,
      any_value(policy.wallet) as wallet,
      any_value(policy.follow_up_months) as follow_up_months,
      min(activity.effective_at + to_months(policy.months)) as silent_at
    from
      activities as activity
      join meta.dormancy_policies as policy on policy.programme_id = activity.programme_id
      and policy.wallet = activity.wallet
    where
      activity.balance > 0
      and (
        activity.next_at is null
        or activity.next_at >= activity.effective_at + to_months(policy.months)
      )
    group by
      activity.account_no
  ),
  watched as (
    select
      silent.*,
      silent.silent_at + to_months(silent.follow_up_months) as observed_at
    from
      silent
      join meta.programmes as programme on programme.programme_id = silent.programme_id
    where
      silent.silent_at + to_months(silent.follow_up_months) < programme.ends_at
  ),
  ended as (
    select
      watched.account_no,
      min(activity.effective_at) as redeemed_at
    from
      watched
      join activities as activity on activity.account_no = watched.account_no
    where
      activity.event_type = 'redeem'
      and activity.effective_at >= watched.silent_at
    group by
      watched.account_no
  )
select
  watched.programme_id,
  watched.wallet,
  date_trunc('month', local_day (watched.programme_id, watched.observed_at))::date as observed,
  case
    when ended.redeemed_at is not null then date_trunc('month', local_day (watched.programme_id, greatest(watched.observed_at, ended.redeemed_at)))::date
  end as reactivated,
  count(*)::bigint as accounts
from
  watched
  left join ended on ended.account_no = watched.account_no
group by all
