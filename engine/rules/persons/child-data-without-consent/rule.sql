-- One row per child under fourteen whose data the programme holds on the as-of date without the guardian's consent. Of a
-- dependant a blank consent is none; of a member only a recorded refusal counts. Unknown ages are not judged.
with
  children as (
    select
      programme_id,
      member_id,
      birth_date,
      'dependant' as held_as,
      source_file,
      source_record
    from
      data.dependants
    where
      kind = 'child'
      and guardian_consent_at is null
    union all
    select
      programme_id,
      member_id,
      birth_date,
      'member' as held_as,
      source_file,
      source_record
    from
      data.members
    where
      guardian_consent = false
  )
select
  child.programme_id,
  'member' as subject_type,
  child.member_id as subject_id,
  null::timestamptz as occurred_at,
  0 as observed,
  1 as expected,
  child.member_id,
  {'held_as': child.held_as, 'birth_date': child.birth_date, 'held_on': programme.as_of} as evidence,
  child.source_file,
  child.source_record
from
  children as child
  join meta.programmes as programme using (programme_id)
where
  programme.as_of < child.birth_date + to_years(14)
