-- One row per adverse change that was published later than the benchmark or, for important rules, the days laid down.
with
  announced as (
    select
      terms.*,
      greatest(
        parameter_benchmark_days (terms.programme_id, published_at),
        case
          when is_important then parameter_important_days (terms.programme_id, published_at)
          else 0
        end
      )::integer as days_expected
    from
      meta.terms_periods as terms
      join meta.programmes as programme on programme.programme_id = terms.programme_id
    where
      is_adverse
      and starts_at < programme.ends_at
  )
select
  programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  published_at as occurred_at,
  date_diff('day', local_day (programme_id, published_at), local_day (programme_id, starts_at)) as observed,
  days_expected as expected,
  {
    'published_on': local_day (programme_id, published_at),
    'effective_on': local_day (programme_id, starts_at),
    'adverse_changes': adverse_changes,
    'is_important': is_important
  } as evidence,
  source_file,
  source_record
from
  announced
where
  starts_at < published_at + to_days(days_expected)
