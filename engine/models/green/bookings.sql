-- One row per green act and month in which something of it is booked: the act itself, without units, in its own month; then
-- what it saves in every month in use, with that year's factor. A return takes back, in its own month, all that had been
-- booked for the pieces returned.
with
  counted as (
    select
      act.*,
      null::date as used_in,
      act.month as booked_in
    from
      green.acts as act
  ),
  used as (
    select
      act.*,
      used_month.used_in::date as used_in,
      greatest(used_month.used_in::date, act.month) as booked_in
    from
      green.acts as act,
      unnest(generate_series(act.used_from::timestamp, act.used_to::timestamp, interval 1 month)) as used_month (used_in)
    where
      act.used_to >= act.used_from
  ),
  valued as (
    select
      used.*,
      factor.factor_id,
      factor.factor_year,
      factor.factor_region,
      factor.factor_status,
      factor.is_other_year,
      factor.value,
      factor.value_low,
      factor.value_high,
      (used.quantity * used.monthly_units::decimal(9, 6))::decimal(27, 10) as units
    from
      used
      left join meta.green_factor_years as factor on factor.programme_id = used.programme_id
      and factor.carrier = used.carrier
      and factor.province = coalesce(left(used.region_code, 2), '')
      and factor.year = year(used.used_in)
  )
select
  programme_id,
  account_no,
  entry_no,
  wallet,
  member_id,
  source,
  event_id,
  movement,
  moved_by_source,
  moved_by_event_id,
  track,
  behaviour,
  category,
  merchant_id,
  product_id,
  region_code,
  household_id,
  enterprise_id,
  enterprise_part,
  acted_on,
  quantity,
  booked_in,
  used_in,
  acts,
  points,
  null as unit,
  null::decimal(27, 10) as units,
  null::decimal(36, 16) as kg_co2e,
  null::decimal(36, 16) as low,
  null::decimal(36, 16) as high,
  null as factor_id,
  null::integer as factor_year,
  null as factor_region,
  null as factor_status,
  null::boolean as is_other_year
from
  counted
union all
select
  programme_id,
  account_no,
  entry_no,
  wallet,
  member_id,
  source,
  event_id,
  movement,
  moved_by_source,
  moved_by_event_id,
  track,
  behaviour,
  category,
  merchant_id,
  product_id,
  region_code,
  household_id,
  enterprise_id,
  enterprise_part,
  acted_on,
  quantity,
  booked_in,
  used_in,
  0,
  0,
  unit,
  units,
  units * value::decimal(9, 6),
  -- The smaller claim stands first, also where a product takes more than what it is compared with.
  units * case
    when monthly_units < 0 then value_high
    else value_low
  end::decimal(9, 6),
  units * case
    when monthly_units < 0 then value_low
    else value_high
  end::decimal(9, 6),
  factor_id,
  factor_year,
  factor_region,
  factor_status,
  is_other_year
from
  valued
