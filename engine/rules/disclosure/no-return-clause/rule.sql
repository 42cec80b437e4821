-- One row per text of terms, a promotion or an advertisement that says it.
select
  programme_id,
  subject_type,
  subject_id,
  wallet,
  terms_id,
  said_until as occurred_at,
  regexp_extract(text, parameter_pattern (programme_id, said_until)) as observed,
  '-' as expected,
  {
    'clause': regexp_extract(text, concat('[^。；\n]*(', parameter_pattern (programme_id, said_until), ')[^。；\n]*')),
    'said_from': local_day (programme_id, said_from),
    'said_until': local_day (programme_id, said_until)
  } as evidence,
  source_file,
  source_record
from
  meta.published_texts
where
  regexp_matches(text, parameter_pattern (programme_id, said_until))
