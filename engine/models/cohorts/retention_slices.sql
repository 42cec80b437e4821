-- One row per programme, wallet (NULL: all of them), basis, grid (week, month, quarter, year), slice (see cohorts.sizes),
-- cohort, age and measure, up to the as-of date. `members` did it in that period, of `cohort_members`. `value`: of active,
-- earning and redeeming their share; of points, redeemed ÷ earned (NULL where none was earned); of value, the amount of
-- purchases. `is_complete`: the period was over at the as-of date. `is_left_truncated`: some of the cohort are older than
-- the ledger. A view: it is asked for one grid at a time, and may use none of the build's macros.
with
  ages as (
    select
      size.*,
      programme.as_of,
      unnest(
        range(
          0,
          case
            when size.grid = 'week' then ((programme.as_of - date '0001-01-01') // 7)
            else (year(programme.as_of) * 12 + month(programme.as_of) - 1) // size.span
          end - size.cohort_no + 1
        )
      )::integer as age
    from
      cohorts.sizes as size
      join meta.programmes as programme on programme.programme_id = size.programme_id
  ),
  cells as (
    select
      ages.programme_id,
      ages.wallet,
      ages.basis,
      ages.grid,
      ages.dimension,
      ages.slice,
      case
        when ages.grid = 'week' then date '0001-01-01' + (ages.cohort_no * 7)::integer
        else make_date((ages.cohort_no * ages.span) // 12, (ages.cohort_no * ages.span) % 12 + 1, 1)
      end as cohort,
      ages.age,
      ages.members as cohort_members,
      ages.members_left_truncated,
      case
        when ages.grid = 'week' then date '0001-01-01' + ((ages.cohort_no + ages.age + 1) * 7)::integer
        else make_date(
          ((ages.cohort_no + ages.age + 1) * ages.span) // 12,
          ((ages.cohort_no + ages.age + 1) * ages.span) % 12 + 1,
          1
        )
      end <= ages.as_of + 1 as is_complete,
      coalesce(cell.active, 0) as active,
      coalesce(cell.earning, 0) as earning,
      coalesce(cell.redeeming, 0) as redeeming,
      coalesce(cell.points_earned, 0)::decimal(18, 2) as points_earned,
      coalesce(cell.points_redeemed, 0)::decimal(18, 2) as points_redeemed,
      coalesce(cell.amount, 0)::decimal(18, 4) as amount
    from
      ages
      left join cohorts.cells as cell on cell.programme_id = ages.programme_id
      and cell.wallet is not distinct from ages.wallet
      and cell.basis = ages.basis
      and cell.grid = ages.grid
      and cell.dimension = ages.dimension
      and cell.slice = ages.slice
      and cell.cohort_no = ages.cohort_no
      and cell.age = ages.age
  ),
  measured as (
    select
      *,
      unnest(['active', 'earning', 'redeeming', 'points', 'value']) as measure,
      unnest([active, earning, redeeming, redeeming, earning]) as members,
      unnest(
        [
          (active * 100)::hugeint,
          (earning * 100)::hugeint,
          (redeeming * 100)::hugeint,
          (points_redeemed * 100)::hugeint,
          null
        ]
      ) as numerator,
      unnest(
        [
          (cohort_members * 100)::hugeint,
          (cohort_members * 100)::hugeint,
          (cohort_members * 100)::hugeint,
          (points_earned * 100)::hugeint,
          null
        ]
      ) as denominator
    from
      cells
  )
select
  programme_id,
  wallet,
  basis,
  grid,
  dimension,
  slice,
  cohort,
  age,
  measure,
  cohort_members,
  members,
  case
    when measure = 'value' then amount
    -- Halves round up; nothing here is negative.
    when denominator > 0 then (
      ((2 * 10000 * numerator + denominator) // (2 * denominator))::decimal(22, 0) * 0.0001::decimal(5, 4)
    )::decimal(18, 4)
  end as value,
  points_earned,
  points_redeemed,
  amount,
  is_complete,
  members_left_truncated > 0 as is_left_truncated,
  members_left_truncated
from
  measured
