-- One row per programme, wallet (NULL: all of them), basis (first purchase or first event), grid, cohort and slice: how
-- many members belong to it, and how many of them are older than the ledger. `cohort_no` counts weeks, or periods of
-- `span` months from year 0. A slice is a `dimension` and the `slice` in it (empty: not known); dimension `all` has all. Other
-- slices stand for all wallets together, and for no weeks: what is rarely asked for is counted when it is.
with
  grids as (
    select
      unnest(['week', 'month', 'quarter', 'year']) as grid,
      unnest([1, 1, 3, 12]) as span
  ),
  based as (
    select
      members.*,
      unnest(['first_purchase', 'first_event']) as basis,
      unnest([first_purchase_on, first_event_on]) as first_on
    from
      cohorts.members as members
  ),
  placed as (
    select
      based.* replace(coalesce(tier, '') as tier, coalesce(credit_tier, '') as credit_tier),
      coalesce(based.region_code, '') as region,
      coalesce(based.first_merchant_id, '') as merchant,
      coalesce(based.age_band, '') as age,
      coalesce(based.first_reason, '') as reason,
      grids.grid,
      grids.span,
      case
        when grids.grid = 'week' then week_no (based.first_on)
        else month_no (based.first_on) // grids.span
      end::integer as cohort_no
    from
      based
      cross join grids
    where
      based.first_on is not null
  ),
  scoped as (
    select
      *
    from
      placed
    where
      wallet is not null
    union all
    select
      * replace(null as wallet)
    from
      placed
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
      span,
      count(*) as members,
      count(*) filter(
        where
          is_left_truncated
      ) as members_left_truncated
    from
      scoped
    group by
      programme_id,
      wallet,
      basis,
      grid,
      cohort_no,
      span
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
      span,
      count(*),
      count(*) filter(
        where
          is_left_truncated
      )
    from
      placed
    where
      counts_in_all
      and grid <> 'week'
    group by
      programme_id,
      basis,
      grid,
      cohort_no,
      span,
      grouping sets (tier, region, merchant, credit_tier, age, reason)
  )
select
  *
from
  counted
order by all
