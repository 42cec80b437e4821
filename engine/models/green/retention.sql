-- One row per quarter of members' first green purchase and age in quarters: how many of them bought something green in that
-- later quarter. Purchases that were returned within a quarter do not count in it.
with
  buying as (
    select
      programme_id,
      member_id,
      date_trunc('quarter', month)::date as quarter,
      sum(count) as purchases
    from
      green.contributions
    where
      track = 'consumption'
    group by all
    having
      sum(count) > 0
  ),
  firsts as (
    select
      programme_id,
      member_id,
      min(quarter) as cohort
    from
      buying
    group by all
  ),
  sizes as (
    select
      programme_id,
      cohort,
      count(*) as cohort_members
    from
      firsts
    group by all
  ),
  ages as (
    select
      sizes.*,
      unnest(range(0, date_diff('quarter', sizes.cohort, programme.as_of) + 1))::integer as age,
      programme.as_of
    from
      sizes
      join meta.programmes as programme using (programme_id)
  ),
  returned as (
    select
      programme_id,
      cohort,
      date_diff('quarter', cohort, quarter)::integer as age,
      count(*) as members
    from
      buying
      join firsts using (programme_id, member_id)
    group by all
  )
select
  ages.programme_id,
  ages.cohort,
  ages.age,
  ages.cohort_members,
  coalesce(returned.members, 0) as members,
  (ages.cohort + to_months(3 * (ages.age + 1)))::date <= ages.as_of + 1 as is_complete
from
  ages
  left join returned on returned.programme_id = ages.programme_id
  and returned.cohort = ages.cohort
  and returned.age = ages.age
order by
  ages.programme_id,
  ages.cohort,
  ages.age
