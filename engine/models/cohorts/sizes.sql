-- One row per programme, wallet (NULL: all of them), basis (first purchase or first event), grid, cohort and slice: how
-- many members belong to it, and how many of them are older than the ledger. `cohort_no` counts weeks, or periods of
-- `span` months from year 0. A slice is a `dimension` and the `slice` in it (empty: not known); dimension `all` has all. Other
-- slices stand for all wallets together, and for no weeks: what is rarely asked for is counted when it is.
with
  holders as (
    select
      coalesce(account_no, -1 - member_no) as holder_no,
      unnest(['first_purchase', 'first_event']) as basis,
      unnest([first_purchase_on, first_event_on]) as first_on,
      is_left_truncated
    from
      cohorts.members
  ),
  by_month as (
    select
      slices.slice_no,
      holders.basis,
      month_no (holders.first_on) as month_no,
      count(*) as members,
      count(*) filter(
        where
          holders.is_left_truncated
      ) as members_left_truncated
    from
      holders
      join posting.cohort_slices as slices on slices.holder_no = holders.holder_no
    where
      holders.first_on is not null
    group by all
  ),
  by_week as (
    select
      slices.slice_no,
      holders.basis,
      week_no (holders.first_on) as week_no,
      count(*) as members,
      count(*) filter(
        where
          holders.is_left_truncated
      ) as members_left_truncated
    from
      holders
      join posting.cohort_slices as slices on slices.holder_no = holders.holder_no
    where
      holders.first_on is not null
      and slices.dimension = 'all'
    group by all
  ),
  counted as (
    select
      slice_no,
      basis,
      unnest(['month', 'quarter', 'year']) as grid,
      unnest([month_no, month_no // 3, month_no // 12]) as cohort_no,
      unnest([1, 3, 12]) as span,
      members,
      members_left_truncated
    from
      by_month
    union all
    select
      slice_no,
      basis,
      'week',
      week_no,
      1,
      members,
      members_left_truncated
    from
      by_week
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
  counted.basis,
  counted.grid,
  slices.dimension,
  slices.slice,
  counted.cohort_no::integer as cohort_no,
  counted.span,
  sum(counted.members)::bigint as members,
  sum(counted.members_left_truncated)::bigint as members_left_truncated
from
  counted
  join slices on slices.slice_no = counted.slice_no
group by all
order by all
