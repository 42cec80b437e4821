-- One row per run of missing numbers; the finding is the source.
select
  programme_id,
  'source' as subject_type,
  source as subject_id,
  noticed_at as occurred_at,
  case
    when missing = 1 then first_missing::varchar
    else concat(first_missing, '–', last_missing)
  end as observed,
  'dense' as expected,
  {'first_missing': first_missing, 'last_missing': last_missing, 'missing': missing} as evidence
from
  ledger.sequence_gaps
