-- One row per programme, wallet (NULL: all of them), basis, grid, slice (see cohorts.sizes), cohort and later period in
-- which any of its members did something: how many did what, their points and the amount of their purchases. Adds up over
-- shards, for a member's wallets are all in one. A holder's quarters are made of months, and years of quarters; who began by
-- both bases in the same period, as most do, is counted once for both.
with
  months as (
    select
      holder_no,
      any_value(first_purchase_on) as first_purchase_on,
      any_value(first_event_on) as first_event_on,
      month_no as period_no,
      bool_or(is_active) as is_active,
      bool_or(is_earning) as is_earning,
      bool_or(is_redeeming) as is_redeeming,
      sum(points_earned) as points_earned,
      sum(points_redeemed) as points_redeemed,
      sum(amount) as amount
    from
      cohorts.steps
    group by
      holder_no,
      month_no
  ),
  quarters as (
    select
      holder_no,
      any_value(first_purchase_on) as first_purchase_on,
      any_value(first_event_on) as first_event_on,
      period_no // 3 as period_no,
      bool_or(is_active) as is_active,
      bool_or(is_earning) as is_earning,
      bool_or(is_redeeming) as is_redeeming,
      sum(points_earned) as points_earned,
      sum(points_redeemed) as points_redeemed,
      sum(amount) as amount
    from
      months
    group by
      holder_no,
      period_no // 3
  ),
  years as (
    select
      holder_no,
      any_value(first_purchase_on) as first_purchase_on,
      any_value(first_event_on) as first_event_on,
      period_no // 4 as period_no,
      bool_or(is_active) as is_active,
      bool_or(is_earning) as is_earning,
      bool_or(is_redeeming) as is_redeeming,
      sum(points_earned) as points_earned,
      sum(points_redeemed) as points_redeemed,
      sum(amount) as amount
    from
      quarters
    group by
      holder_no,
      period_no // 4
  ),
  weeks as (
    select
      holder_no,
      any_value(first_purchase_on) as first_purchase_on,
      any_value(first_event_on) as first_event_on,
      week_no as period_no,
      bool_or(is_active) as is_active,
      bool_or(is_earning) as is_earning,
      bool_or(is_redeeming) as is_redeeming,
      sum(points_earned) as points_earned,
      sum(points_redeemed) as points_redeemed,
      sum(amount) as amount
    from
      cohorts.steps
    group by
      holder_no,
      week_no
  ),
  periods as (
    select
      'month' as grid,
      *
    from
      months
    union all
    select
      'quarter',
      *
    from
      quarters
    union all
    select
      'year',
      *
    from
      years
    union all
    select
      'week',
      *
    from
      weeks
  ),
  begun as (
    select
      periods.* exclude (first_purchase_on, first_event_on),
      case grid
        when 'week' then week_no (first_purchase_on)
        when 'month' then month_no (first_purchase_on)
        when 'quarter' then month_no (first_purchase_on) // 3
        else month_no (first_purchase_on) // 12
      end as by_purchase,
      case grid
        when 'week' then week_no (first_event_on)
        when 'month' then month_no (first_event_on)
        when 'quarter' then month_no (first_event_on) // 3
        else month_no (first_event_on) // 12
      end as by_event
    from
      periods
  ),
  counted as (
    select
      slices.slice_no,
      begun.grid,
      begun.by_purchase,
      begun.by_event,
      begun.period_no,
      count(*) filter(
        where
          begun.is_active
      ) as active,
      count(*) filter(
        where
          begun.is_earning
      ) as earning,
      count(*) filter(
        where
          begun.is_redeeming
      ) as redeeming,
      sum(begun.points_earned) as points_earned,
      sum(begun.points_redeemed) as points_redeemed,
      sum(begun.amount) as amount
    from
      begun
      join posting.cohort_slices as slices on slices.holder_no = begun.holder_no
    where
      begun.grid <> 'week'
      or slices.dimension = 'all'
    group by all
  ),
  based as (
    select
      * exclude (by_purchase, by_event),
      unnest(['first_purchase', 'first_event']) as basis,
      unnest([by_purchase, by_event]) as cohort_no
    from
      counted
  ),
  -- Points redeemed before the first purchase belong to no age of its cohort.
  aged as (
    select
      slice_no,
      basis,
      grid,
      cohort_no,
      period_no - cohort_no as age,
      sum(active)::bigint as active,
      sum(earning)::bigint as earning,
      sum(redeeming)::bigint as redeeming,
      sum_points (points_earned) as points_earned,
      sum_points (points_redeemed) as points_redeemed,
      sum(amount)::decimal(18, 4) as amount
    from
      based
    where
      period_no >= cohort_no
    group by all
  ),
  slices as (
    select distinct
      slice_no,
      programme_id,
      wallet,
      dimension,
      slice
    from
      posting.cohort_slices
  )
select
  slices.programme_id,
  slices.wallet,
  aged.basis,
  aged.grid,
  slices.dimension,
  slices.slice,
  aged.cohort_no::integer as cohort_no,
  aged.age::integer as age,
  aged.active,
  aged.earning,
  aged.redeeming,
  aged.points_earned,
  aged.points_redeemed,
  aged.amount
from
  aged
  join slices on slices.slice_no = aged.slice_no
order by
  slices.dimension,
  slices.slice,
  slices.programme_id,
  slices.wallet,
  aged.basis,
  aged.grid,
  aged.cohort_no,
  aged.age
