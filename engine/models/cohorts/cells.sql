-- One row per programme, wallet (NULL: all of them), basis, grid, slice (see cohorts.sizes), cohort and later period in
-- which any of its members did something: how many did what, their points and the amount of their purchases. Adds up over
-- shards, for a member's wallets are all in one.
with
  grids as (
    select
      unnest(['week', 'month', 'quarter', 'year']) as grid,
      unnest([1, 1, 3, 12]) as span
  ),
  -- A member of one wallet is counted in it and in all wallets at once; of several, once in each and once in all.
  -- Accounts are numbered from 0, members of several wallets downwards from -1.
  holders as (
    select
      * replace(coalesce(tier, '') as tier, coalesce(credit_tier, '') as credit_tier),
      coalesce(region_code, '') as region,
      coalesce(first_merchant_id, '') as merchant,
      coalesce(age_band, '') as age,
      coalesce(first_reason, '') as reason,
      coalesce(account_no, -1 - member_no) as holder_no
    from
      cohorts.members
  ),
  pieces as (
    select
      account_no as holder_no,
      * exclude (account_no)
    from
      cohorts.activity
    union all
    select
      -1 - holders.member_no,
      activity.* exclude (account_no)
    from
      cohorts.activity as activity
      join ledger.accounts as account on account.account_no = activity.account_no
      join holders on holders.account_no is null
      and holders.programme_id = account.programme_id
      and holders.member_id = account.member_id
  ),
  periods as (
    select
      pieces.holder_no,
      grids.grid,
      grids.span,
      case
        when grids.grid = 'week' then pieces.week_no
        else pieces.month_no // grids.span
      end as period_no,
      bool_or(pieces.is_active) as is_active,
      bool_or(pieces.is_earning) as is_earning,
      bool_or(pieces.is_redeeming) as is_redeeming,
      sum(pieces.points_earned) as points_earned,
      sum(pieces.points_redeemed) as points_redeemed,
      sum(pieces.amount) as amount
    from
      pieces
      cross join grids
    group by all
  ),
  placed as (
    select
      holders.*,
      periods.* exclude (holder_no),
      unnest(['first_purchase', 'first_event']) as basis,
      case
        when grid = 'week' then unnest([week_no (holders.first_purchase_on), week_no (holders.first_event_on)])
        else unnest([month_no (holders.first_purchase_on), month_no (holders.first_event_on)]) // span
      end as cohort_no
    from
      periods
      join holders on holders.holder_no = periods.holder_no
  ),
  -- Points redeemed before the first purchase belong to no age of its cohort.
  aged as (
    select
      *
    from
      placed
    where
      period_no >= cohort_no
  ),
  scoped as (
    select
      *
    from
      aged
    where
      wallet is not null
    union all
    select
      * replace(null as wallet)
    from
      aged
    where
      counts_in_all
  ),
  counted as (
    select
      programme_id,
      wallet,
      basis,
      grid,
      'all' as dimension,
      '' as slice,
      cohort_no,
      period_no,
      count(*) filter(
        where
          is_active
      ) as active,
      count(*) filter(
        where
          is_earning
      ) as earning,
      count(*) filter(
        where
          is_redeeming
      ) as redeeming,
      sum_points (points_earned) as points_earned,
      sum_points (points_redeemed) as points_redeemed,
      sum(amount)::decimal(18, 4) as amount
    from
      scoped
    group by
      programme_id,
      wallet,
      basis,
      grid,
      cohort_no,
      period_no
    union all
    select
      programme_id,
      null,
      basis,
      grid,
      case
        when grouping (tier) = 0 then 'tier'
        when grouping (region) = 0 then 'region'
        when grouping (merchant) = 0 then 'merchant'
        when grouping (credit_tier) = 0 then 'credit_tier'
        when grouping (age) = 0 then 'age'
        else 'reason'
      end,
      coalesce(tier, region, merchant, credit_tier, age, reason),
      cohort_no,
      period_no,
      count(*) filter(
        where
          is_active
      ) as active,
      count(*) filter(
        where
          is_earning
      ) as earning,
      count(*) filter(
        where
          is_redeeming
      ) as redeeming,
      sum_points (points_earned) as points_earned,
      sum_points (points_redeemed) as points_redeemed,
      sum(amount)::decimal(18, 4) as amount
    from
      aged
    where
      counts_in_all
      and grid <> 'week'
    group by
      programme_id,
      basis,
      grid,
      cohort_no,
      period_no,
      grouping sets (tier, region, merchant, credit_tier, age, reason)
  )
select
  programme_id,
  wallet,
  basis,
  grid,
  dimension,
  slice,
  cohort_no::integer as cohort_no,
  (period_no - cohort_no)::integer as age,
  active,
  earning,
  redeeming,
  points_earned,
  points_redeemed,
  amount
from
  counted
order by
  dimension,
  slice,
  programme_id,
  wallet,
  basis,
  grid,
  cohort_no,
  age
