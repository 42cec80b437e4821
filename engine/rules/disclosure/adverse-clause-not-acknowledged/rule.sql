-- One row per adverse change without a prompt that some of its holders have not acknowledged.
with
  unacknowledged as (
    select
      programme_id,
      wallet,
      terms_id,
      sum(members) as members,
      sum(points) as points
    from
      balances.terms_reach
    where
      not is_acknowledged
    group by
      programme_id,
      wallet,
      terms_id
  )
select
  terms.programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  terms.starts_at as occurred_at,
  'none' as observed,
  'prompt or acknowledgement' as expected,
  unacknowledged.members,
  unacknowledged.points,
  {
    'members': unacknowledged.members,
    'adverse_changes': terms.adverse_changes,
    'effective_on': local_day (terms.programme_id, terms.starts_at)
  } as evidence,
  terms.source_file,
  terms.source_record
from
  unacknowledged
  join meta.terms_periods as terms using (programme_id, wallet, terms_id)
where
  coalesce(trim(terms.prompt_method), '') = ''
