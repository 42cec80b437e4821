-- One row per programme, wallet and span of time: what a point is worth and costs in it, gaps left out.
select
  programme_id,
  coalesce(wallet, 'base') as wallet,
  coalesce(valid_from, '-infinity'::timestamptz) as valid_from,
  lead (coalesce(valid_from, '-infinity'::timestamptz), 1, 'infinity'::timestamptz) over (
    partition by
      programme_id,
      coalesce(wallet, 'base')
    order by
      valid_from nulls first
  ) as valid_to,
  ssp_per_point,
  cost_per_point,
  fair_value_per_point,
  booked_redemption_rate
from
  data.point_values
order by
  programme_id,
  wallet,
  valid_from
