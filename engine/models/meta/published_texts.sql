-- One row per text that was put before members: terms (with all their parts), promotions and advertisements. `said_until`
-- is the last instant, up to the as-of date, at which it was.
with
  texts as (
    select
      programme_id,
      'terms' as subject_type,
      concat(terms_id, '/', wallet) as subject_id,
      wallet,
      terms_id,
      starts_at as said_from,
      ends_at as said_until,
      concat_ws(chr(10), full_text, earn_conditions, accumulation_rule, redemption_method, exclusions, restore_rule) as text,
      source_file,
      source_record
    from
      meta.terms_periods
    union all
    select
      programme_id,
      'promotion',
      promotion_id,
      null,
      null,
      coalesce(version_from, starts_at),
      ends_at,
      concat_ws(
        chr(10),
        name,
        disclosed_conditions,
        claim_terms,
        exchange_rules,
        prize_scope,
        prize_validity,
        prize_limits
      ),
      source_file,
      source_record
    from
      data.promotions
    union all
    select
      programme_id,
      'advertisement',
      ad_id,
      null,
      null,
      published_at,
      ended_at,
      text,
      source_file,
      source_record
    from
      data.advertisements
  )
select
  texts.* replace(least(texts.said_until, programme.ends_at) - interval 1 microsecond as said_until)
from
  texts
  join meta.programmes as programme using (programme_id)
where
  texts.said_from < programme.ends_at
  and texts.text <> ''
