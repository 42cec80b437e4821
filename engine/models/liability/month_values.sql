-- One row per wallet and month from its first movement to the as-of date: the values per point in force at the month's
-- end (or at the as-of date), and whether the month is complete.
with
  spans as (
    select
      movement.programme_id,
      movement.wallet,
      month_no (min(movement.month)) as first_no,
      month_no (any_value(programme.as_of)) as last_no,
      any_value(programme.as_of) as as_of
    from
      liability.movements as movement
      join meta.programmes as programme on programme.programme_id = movement.programme_id
    group by
      movement.programme_id,
      movement.wallet
  ),
  months as (
    select
      programme_id,
      wallet,
      as_of,
      unnest(range(first_no, last_no + 1)) as no
    from
      spans
  ),
  ends as (
    select
      programme_id,
      wallet,
      month_start (no) as month,
      as_of >= last_day(month_start (no)) as is_complete,
      local_midnight (programme_id, (least(as_of, last_day(month_start (no))) + 1)::date) as ends_at
    from
      months
  )
select
  ends.programme_id,
  ends.wallet,
  ends.month,
  ends.is_complete,
  point_value.ssp_per_point,
  point_value.cost_per_point,
  point_value.fair_value_per_point,
  point_value.booked_redemption_rate
from
  ends
  left join meta.point_values as point_value on point_value.programme_id = ends.programme_id
  and point_value.wallet = ends.wallet
  and point_value.valid_from < ends.ends_at
  and point_value.valid_to >= ends.ends_at
order by
  ends.programme_id,
  ends.wallet,
  ends.month
