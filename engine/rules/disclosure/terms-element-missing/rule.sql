-- One row per element that terms in force do not state; the finding is the terms.
with
  elements as (
    select
      *,
      unnest(
        [
          {'element': 'earn_conditions', 'is_stated': coalesce(trim(earn_conditions), '') <> ''},
          {'element': 'accumulation_rule', 'is_stated': coalesce(trim(accumulation_rule), '') <> ''},
          {'element': 'validity', 'is_stated': coalesce(validity_kind, 'undisclosed') <> 'undisclosed'},
          {'element': 'redemption_method', 'is_stated': coalesce(trim(redemption_method), '') <> ''}
        ],
        recursive := true
      )
    from
      meta.terms_periods
  )
select
  elements.programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  least(elements.ends_at, programme.ends_at) - interval 1 microsecond as occurred_at,
  element as observed,
  'stated' as expected,
  {'element': element, 'in_force_from': local_day (elements.programme_id, starts_at)} as evidence,
  source_file,
  source_record
from
  elements
  join meta.programmes as programme on programme.programme_id = elements.programme_id
where
  not is_stated
  and starts_at < programme.ends_at
