-- One row per version of terms that says of itself that it was not prominent, and was pointed out in no other way.
select
  terms.programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  least(terms.ends_at, programme.ends_at) - interval 1 microsecond as occurred_at,
  'not prominent' as observed,
  'prominent' as expected,
  {
    'prominent': prominent,
    'prompt_method': prompt_method,
    'in_force_from': local_day (terms.programme_id, starts_at)
  } as evidence,
  source_file,
  source_record
from
  meta.terms_periods as terms
  join meta.programmes as programme on programme.programme_id = terms.programme_id
where
  not prominent
  and coalesce(trim(prompt_method), '') = ''
  and starts_at < programme.ends_at
