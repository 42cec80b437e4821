-- One row per member of the shard: what is known of him at the as-of date. NULL: not known.
with
  in_force as (
    select
      attribute.programme_id,
      attribute.member_id,
      max_by(attribute.value, attribute.valid_from) filter(
        where
          attribute.attribute = 'tier'
      ) as tier,
      max_by(attribute.value, attribute.valid_from) filter(
        where
          attribute.attribute = 'credit_tier'
      ) as credit_tier,
      max_by(attribute.value, attribute.valid_from) filter(
        where
          attribute.attribute = 'region_code'
      ) as region_code
    from
      data.member_attributes as attribute
      join meta.programmes as programme on programme.programme_id = attribute.programme_id
    where
      attribute.valid_to is null
      or attribute.valid_to >= programme.ends_at
    group by
      attribute.programme_id,
      attribute.member_id
  ),
  known as (
    select
      programme_id,
      member_id,
      min(joined_at) as joined_at,
      min(birth_date) as birth_date,
      min(region_code) as region_code
    from
      data.members
    group by
      programme_id,
      member_id
  ),
  holders as (
    select distinct
      programme_id,
      member_id
    from
      ledger.accounts
  ),
  traits as (
    select
      holders.programme_id,
      holders.member_id,
      known.joined_at,
      in_force.tier,
      in_force.credit_tier,
      coalesce(in_force.region_code, known.region_code) as region_code,
      date_sub('year', known.birth_date, programme.as_of) as age
    from
      holders
      join meta.programmes as programme on programme.programme_id = holders.programme_id
      left join known on known.programme_id = holders.programme_id
      and known.member_id = holders.member_id
      left join in_force on in_force.programme_id = holders.programme_id
      and in_force.member_id = holders.member_id
  )
select
  * exclude (age),
  case
    when age < 18 then '0-17'
    when age < 25 then '18-24'
    when age < 35 then '25-34'
    when age < 45 then '35-44'
    when age < 55 then '45-54'
    when age < 65 then '55-64'
    when age >= 65 then '65+'
  end as age_band
from
  traits
