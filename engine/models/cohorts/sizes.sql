-- One row per programme, wallet (NULL: all of them), basis (first purchase or first event), grid and cohort: how many members
-- belong to it, and how many of them are older than the ledger. `cohort_no` counts periods of `span` months from year 0.
with
  grids as (
    select
      unnest(['month', 'quarter', 'year']) as grid,
      unnest([1, 3, 12]) as span
  ),
  based as (
    select
      programme_id,
      wallet,
      counts_in_all,
      is_left_truncated,
      unnest(['first_purchase', 'first_event']) as basis,
      unnest([first_purchase_no, first_event_no]) as first_no
    from
      cohorts.members
  ),
  scoped as (
    select
      *
    from
      based
    where
      wallet is not null
    union all
    select
      programme_id,
      null,
      counts_in_all,
      is_left_truncated,
      basis,
      first_no
    from
      based
    where
      counts_in_all
  )
select
  scoped.programme_id,
  scoped.wallet,
  scoped.basis,
  grids.grid,
  (scoped.first_no // grids.span)::integer as cohort_no,
  grids.span,
  count(*) as members,
  count(*) filter(
    where
      scoped.is_left_truncated
  ) as members_left_truncated
from
  scoped
  cross join grids
where
  scoped.first_no is not null
group by all
order by all
