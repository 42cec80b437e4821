-- One row per contradiction: within terms, or between an advertisement and all terms in force while it ran.
with
  read_terms as (
    select
      text.*,
      regexp_replace(text.text, parameter_lifetime (text.programme_id, text.said_until), '', 'g') as text_beside,
      terms.validity_kind,
      terms.validity_months,
      terms.reminder_days,
      terms.promises_value_stability,
      nullif(regexp_extract(text.text, parameter_lifetime (text.programme_id, text.said_until)), '') as lifetime_words,
      nullif(regexp_extract(text.text, parameter_moving_value (text.programme_id, text.said_until)), '') as moving_words
    from
      meta.published_texts as text
      join meta.terms_periods as terms on terms.programme_id = text.programme_id
      and concat(terms.terms_id, '/', terms.wallet) = text.subject_id
      and text.subject_type = 'terms'
  ),
  lifetime_beside_expiry as (
    select
      *,
      coalesce(lifetime_words, validity_kind) as claim,
      case
        when reminder_days is not null then 'has_reminder'
        else 'has_expiry'
      end as against
    from
      read_terms
    where
      (
        validity_kind = 'lifetime'
        or lifetime_words is not null
      )
      and (
        validity_kind <> 'lifetime'
        or validity_months is not null
        or reminder_days is not null
        or regexp_matches(text_beside, parameter_expiry (programme_id, said_until))
      )
  ),
  stable_beside_moving as (
    select
      *,
      'constant value' as claim,
      'value_moves' as against
    from
      read_terms
    where
      promises_value_stability
      and moving_words is not null
  ),
  advertised as (
    select
      advert.*,
      regexp_extract(advert.text, parameter_lifetime (advert.programme_id, advert.said_until)) as claim,
      'terms_have_expiry' as against
    from
      meta.published_texts as advert
    where
      advert.subject_type <> 'terms'
      and regexp_matches(advert.text, parameter_lifetime (advert.programme_id, advert.said_until))
      and exists (
        select
          1
        from
          meta.terms_periods as terms
        where
          terms.programme_id = advert.programme_id
          and terms.starts_at <= advert.said_until
          and coalesce(terms.ends_at, 'infinity'::timestamptz) > advert.said_from
          and terms.validity_kind in ('months', 'calendar', 'activity')
      )
      and not exists (
        select
          1
        from
          meta.terms_periods as terms
        where
          terms.programme_id = advert.programme_id
          and terms.starts_at <= advert.said_until
          and coalesce(terms.ends_at, 'infinity'::timestamptz) > advert.said_from
          and terms.validity_kind = 'lifetime'
      )
  ),
  contradictions as (
    select
      * exclude (
        text_beside,
        validity_kind,
        validity_months,
        reminder_days,
        promises_value_stability,
        lifetime_words,
        moving_words
      )
    from
      lifetime_beside_expiry
    union all
    select
      * exclude (
        text_beside,
        validity_kind,
        validity_months,
        reminder_days,
        promises_value_stability,
        lifetime_words,
        moving_words
      )
    from
      stable_beside_moving
    union all
    select
      *
    from
      advertised
  )
select
  programme_id,
  subject_type,
  subject_id,
  wallet,
  terms_id,
  said_until as occurred_at,
  claim as observed,
  against as expected,
  {
    'claim': claim,
    'against': against,
    'said_from': local_day (programme_id, said_from),
    'text': left(text, 200)
  } as evidence,
  source_file,
  source_record
from
  contradictions
