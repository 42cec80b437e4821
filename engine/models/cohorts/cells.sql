-- One row per programme, wallet (NULL: all of them), basis, grid, cohort and later period in which any of its members did
-- something: how many did what, their points and the amount of their purchases. Adds up over shards, for a member's wallets
-- are all in one.
with
  grids as (
    select
      unnest(['month', 'quarter', 'year']) as grid,
      unnest([1, 3, 12]) as span
  ),
  -- A member of one wallet is counted in it and in all wallets at once; of several, once in each and once in all.
  -- Accounts are numbered from 0, members of several wallets downwards from -1.
  holders as (
    select
      *,
      coalesce(account_no, -1 - member_no) as holder_no
    from
      cohorts.members
  ),
  months as (
    select
      account_no as holder_no,
      month_no,
      is_active,
      is_earning,
      is_redeeming,
      points_earned,
      points_redeemed,
      amount
    from
      cohorts.activity
    union all
    select
      -1 - holders.member_no,
      activity.month_no,
      activity.is_active,
      activity.is_earning,
      activity.is_redeeming,
      activity.points_earned,
      activity.points_redeemed,
      activity.amount
    from
      cohorts.activity as activity
      join ledger.accounts as account on account.account_no = activity.account_no
      join holders on holders.account_no is null
      and holders.programme_id = account.programme_id
      and holders.member_id = account.member_id
  ),
  periods as (
    select
      months.holder_no,
      grids.grid,
      grids.span,
      months.month_no // grids.span as period_no,
      bool_or(months.is_active) as is_active,
      bool_or(months.is_earning) as is_earning,
      bool_or(months.is_redeeming) as is_redeeming,
      sum(months.points_earned) as points_earned,
      sum(months.points_redeemed) as points_redeemed,
      sum(months.amount) as amount
    from
      months
      cross join grids
    group by all
  ),
  bases as (
    select
      unnest(['first_purchase', 'first_event']) as basis
  ),
  counted as (
    select
      holders.programme_id,
      holders.wallet,
      holders.counts_in_all,
      bases.basis,
      periods.grid,
      case
        when bases.basis = 'first_purchase' then holders.first_purchase_no
        else holders.first_event_no
      end // periods.span as cohort_no,
      periods.period_no,
      count(*) filter(
        where
          periods.is_active
      ) as active,
      count(*) filter(
        where
          periods.is_earning
      ) as earning,
      count(*) filter(
        where
          periods.is_redeeming
      ) as redeeming,
      sum(periods.points_earned) as points_earned,
      sum(periods.points_redeemed) as points_redeemed,
      sum(periods.amount) as amount
    from
      periods
      join holders on holders.holder_no = periods.holder_no
      cross join bases
    group by all
  ),
  scoped as (
    select
      *
    from
      counted
    where
      wallet is not null
    union all
    select
      * replace(null as wallet)
    from
      counted
    where
      counts_in_all
  )
select
  programme_id,
  wallet,
  basis,
  grid,
  cohort_no::integer as cohort_no,
  (period_no - cohort_no)::integer as age,
  sum(active)::bigint as active,
  sum(earning)::bigint as earning,
  sum(redeeming)::bigint as redeeming,
  sum_points (points_earned) as points_earned,
  sum_points (points_redeemed) as points_redeemed,
  sum(amount)::decimal(18, 4) as amount
from
  scoped
where
  -- Points redeemed before the first purchase belong to no age of its cohort.
  period_no >= cohort_no
group by
  programme_id,
  wallet,
  basis,
  grid,
  cohort_no,
  period_no
order by all
