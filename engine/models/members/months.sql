-- One row per programme, slice of members (everybody, or a tier, region or age band), month and place in the life cycle: how
-- many members stood there at its end; the last month ends with the as-of date.
with
  months as (
    select
      programme.programme_id,
      unnest(range(month_no (start.starts_on), month_no (programme.as_of) + 1))::integer as month_no
    from
      meta.programmes as programme
      join posting.ledger_starts as start on start.programme_id = programme.programme_id
  ),
  places as (
    select distinct
      programme_id,
      dimension,
      slice,
      life_cycle
    from
      members.moves
  ),
  filled as (
    select
      places.programme_id,
      places.dimension,
      places.slice,
      months.month_no,
      places.life_cycle,
      coalesce(moves.members, 0) as change
    from
      places
      join months on months.programme_id = places.programme_id
      left join members.moves as moves on moves.programme_id = places.programme_id
      and moves.dimension = places.dimension
      and moves.slice = places.slice
      and moves.life_cycle = places.life_cycle
      and moves.month_no = months.month_no
  )
select
  programme_id,
  dimension,
  slice,
  month_start (month_no) as month,
  life_cycle,
  (
    sum(change) over (
      partition by
        programme_id,
        dimension,
        slice,
        life_cycle
      order by
        month_no rows unbounded preceding
    )
  )::bigint as members
from
  filled
order by
  programme_id,
  dimension,
  slice,
  month,
  life_cycle
