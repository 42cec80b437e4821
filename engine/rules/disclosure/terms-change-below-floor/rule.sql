-- One row per adverse change of a platform's terms that was published too late.
select
  terms.programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  published_at as occurred_at,
  date_diff('day', local_day (terms.programme_id, published_at), local_day (terms.programme_id, starts_at)) as observed,
  parameter_floor_days (terms.programme_id, published_at)::integer as expected,
  {
    'published_on': local_day (terms.programme_id, published_at),
    'effective_on': local_day (terms.programme_id, starts_at),
    'adverse_changes': adverse_changes,
    'previous_terms_id': previous_terms_id
  } as evidence,
  source_file,
  source_record
from
  meta.terms_periods as terms
  join meta.operators as operator on operator.programme_id = terms.programme_id
  join meta.programmes as programme on programme.programme_id = terms.programme_id
where
  operator.is_platform
  and is_adverse
  and starts_at < programme.ends_at
  and starts_at < published_at + to_days(parameter_floor_days (terms.programme_id, published_at)::integer)
