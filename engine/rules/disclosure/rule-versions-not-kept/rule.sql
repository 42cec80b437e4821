-- One row per gap between versions of a platform's terms that reaches into the years for which they must be kept.
select
  terms.programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  programme.ends_at - interval 1 microsecond as occurred_at,
  concat(
    local_day (terms.programme_id, previous_effective_to),
    ' – ',
    local_day (terms.programme_id, starts_at)
  ) as observed,
  parameter_years (terms.programme_id, programme.ends_at)::integer as expected,
  {
    'previous_terms_id': previous_terms_id,
    'previous_ended_on': local_day (terms.programme_id, previous_effective_to),
    'effective_on': local_day (terms.programme_id, starts_at)
  } as evidence,
  source_file,
  source_record
from
  meta.terms_periods as terms
  join meta.operators as operator on operator.programme_id = terms.programme_id
  join meta.programmes as programme on programme.programme_id = terms.programme_id
where
  operator.is_platform
  and previous_effective_to < starts_at
  and starts_at < programme.ends_at
  and starts_at > programme.ends_at - to_years(parameter_years (terms.programme_id, programme.ends_at)::integer)
