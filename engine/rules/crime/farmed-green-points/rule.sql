-- One row per member and day with a burst of green earns of which most were taken back later; and one per merchant, day and
-- member of a household or workplace whose members together earned in a burst there.
with
  bursts as (
    select
      programme_id,
      member_id,
      earned_on,
      min(first_earned_at) as first_earned_at,
      sum(earns) as earns,
      sum(points) as points,
      sum(earns_refunded) as earns_refunded
    from
      balances.green_earn_days
    group by
      programme_id,
      member_id,
      earned_on
  ),
  refunded as (
    select
      programme_id,
      'member' as subject_type,
      member_id as subject_id,
      first_earned_at as occurred_at,
      member_id,
      points,
      earns,
      earns_refunded,
      earned_on,
      null as merchant_id,
      null as linked_by
    from
      bursts
    where
      earns >= parameter_burst_earns (programme_id, first_earned_at)
      and earns_refunded * 100 >= earns * parameter_refunded_pct (programme_id, first_earned_at)
  ),
  together as (
    select
      earned.*,
      concat(link.attribute, '=', link.value) as linked_by
    from
      balances.green_earn_days as earned
      join data.member_attributes as link on link.programme_id = earned.programme_id
      and link.member_id = earned.member_id
      and link.attribute in ('household_id', 'employer_member_id')
      and link.value is not null
      and coalesce(link.valid_from <= earned.first_earned_at, true)
      and coalesce(link.valid_to > earned.first_earned_at, true)
  ),
  groups as (
    select
      programme_id,
      merchant_id,
      earned_on,
      linked_by,
      min(first_earned_at) as first_earned_at
    from
      together
    group by
      programme_id,
      merchant_id,
      earned_on,
      linked_by
    having
      count(distinct member_id) >= parameter_linked_members (programme_id, min(first_earned_at))
      and sum(earns) >= parameter_linked_members (programme_id, min(first_earned_at)) * parameter_earns_each (programme_id, min(first_earned_at))
  ),
  linked as (
    select
      together.programme_id,
      'merchant' as subject_type,
      together.merchant_id as subject_id,
      together.first_earned_at as occurred_at,
      together.member_id,
      together.points,
      together.earns,
      together.earns_refunded,
      together.earned_on,
      together.merchant_id,
      together.linked_by
    from
      together
      semi join groups on groups.programme_id = together.programme_id
      and groups.merchant_id = together.merchant_id
      and groups.earned_on = together.earned_on
      and groups.linked_by = together.linked_by
  )
select
  programme_id,
  subject_type,
  subject_id,
  occurred_at,
  concat(earns, ' / ', earns_refunded) as observed,
  concat(
    '< ',
    case subject_type
      when 'member' then parameter_burst_earns (programme_id, occurred_at)
      else parameter_linked_members (programme_id, occurred_at) * parameter_earns_each (programme_id, occurred_at)
    end::integer
  ) as expected,
  member_id,
  points,
  {
    'member_id': member_id,
    'merchant_id': merchant_id,
    'linked_by': linked_by,
    'earned_on': earned_on,
    'earns': earns,
    'earns_refunded': earns_refunded,
    'points': points
  } as evidence
from
  (
    select
      *
    from
      refunded
    union all
    select
      *
    from
      linked
  ) as farmed
