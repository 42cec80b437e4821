-- One row per advertisement that is declared unmarked and reads like somebody's own experience.
select
  programme_id,
  'advertisement' as subject_type,
  ad_id as subject_id,
  published_at as occurred_at,
  'unmarked' as observed,
  'marked' as expected,
  {'channel': coalesce(channel, ''), 'text': coalesce(text, ''), 'marked_as_ad': marked_as_ad} as evidence,
  source_file,
  source_record
from
  data.advertisements
where
  marked_as_ad is false
  and coalesce(
    regexp_matches(text, parameter_praise (programme_id, published_at))
    and not regexp_matches(text, '^\s*[【\[（(]?广告'),
    false
  )
