-- One row per member and span of time: where the member lives, and to which household and employer they belong, as dated
-- attributes say, so that the past is not restated. Where no attribute holds, the region is that of the member's record.
with
  known as (
    select
      programme_id,
      member_id,
      max(region_code) as region_code,
      max(member_type) as member_type
    from
      data.members
    group by all
  ),
  attributes as (
    select
      programme_id,
      member_id,
      attribute,
      value,
      coalesce(valid_from, '-infinity'::timestamptz) as valid_from,
      coalesce(valid_to, 'infinity'::timestamptz) as valid_to
    from
      data.member_attributes
    where
      attribute in ('region_code', 'household_id', 'employer_member_id')
      and value is not null
  ),
  starts as (
    select
      programme_id,
      member_id,
      '-infinity'::timestamptz as valid_from
    from
      known
    union
    select
      programme_id,
      member_id,
      '-infinity'::timestamptz
    from
      attributes
    union
    select
      programme_id,
      member_id,
      unnest([valid_from, valid_to])
    from
      attributes
  )
select
  starts.programme_id,
  starts.member_id,
  starts.valid_from,
  coalesce(
    max(attribute.value) filter(
      where
        attribute.attribute = 'region_code'
    ),
    any_value(known.region_code)
  ) as region_code,
  max(attribute.value) filter(
    where
      attribute.attribute = 'household_id'
  ) as household_id,
  case
    when any_value(known.member_type) = 'enterprise' then starts.member_id
    else max(attribute.value) filter(
      where
        attribute.attribute = 'employer_member_id'
    )
  end as enterprise_id,
  case
    when any_value(known.member_type) = 'enterprise' then 'own'
    when count(attribute.value) filter(
      where
        attribute.attribute = 'employer_member_id'
    ) > 0 then 'employees'
  end as enterprise_part
from
  starts
  left join known on known.programme_id = starts.programme_id
  and known.member_id = starts.member_id
  left join attributes as attribute on attribute.programme_id = starts.programme_id
  and attribute.member_id = starts.member_id
  and attribute.valid_from <= starts.valid_from
  and attribute.valid_to > starts.valid_from
where
  starts.valid_from < 'infinity'::timestamptz
group by
  starts.programme_id,
  starts.member_id,
  starts.valid_from
order by
  starts.programme_id,
  starts.member_id,
  starts.valid_from
