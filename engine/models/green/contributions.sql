-- One row per member, behaviour, category, product, merchant, region, household, enterprise, factor and month: green acts,
-- their points, and the units and kilograms booked for months in use. Physical, never points times something; rows that
-- a return cancelled entirely within a month are left out.
select
  programme_id,
  member_id,
  track,
  behaviour,
  category,
  merchant_id,
  product_id,
  booked_in as month,
  region_code,
  household_id,
  enterprise_id,
  enterprise_part,
  sum(acts)::integer as count,
  sum(points)::decimal(18, 2) as points,
  unit,
  sum(units)::decimal(38, 10) as units,
  sum(kg_co2e)::decimal(38, 16) as kg_co2e,
  sum(low)::decimal(38, 16) as low,
  sum(high)::decimal(38, 16) as high,
  factor_id,
  factor_year,
  factor_region,
  factor_status,
  is_other_year
from
  green.bookings
where
  account_no between $first_account and $last_account
group by all
having
  sum(acts) <> 0
  or sum(points) <> 0
  or coalesce(sum(units), 0) <> 0
order by all
