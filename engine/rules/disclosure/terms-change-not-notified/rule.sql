-- One row per adverse change of which too many holders were not told before it took effect.
with
  reach as (
    select
      programme_id,
      wallet,
      terms_id,
      sum(members) as holders,
      coalesce(
        sum(members) filter(
          where
            not is_told
        ),
        0
      ) as members_untold,
      coalesce(
        sum(points) filter(
          where
            not is_told
        ),
        0
      ) as points_untold
    from
      balances.terms_reach
    group by
      programme_id,
      wallet,
      terms_id
  )
select
  reach.programme_id,
  'terms' as subject_type,
  concat(reach.terms_id, '/', reach.wallet) as subject_id,
  reach.wallet,
  reach.terms_id,
  terms.starts_at as occurred_at,
  (100 * members_untold / holders)::decimal(9, 2) as observed,
  parameter_tolerated_percent (reach.programme_id, terms.starts_at)::decimal(9, 2) as expected,
  members_untold as members,
  points_untold as points,
  {
    'holders': holders,
    'members_untold': members_untold,
    'effective_on': local_day (reach.programme_id, terms.starts_at),
    'adverse_changes': terms.adverse_changes
  } as evidence,
  terms.source_file,
  terms.source_record
from
  reach
  join meta.terms_periods as terms using (programme_id, wallet, terms_id)
where
  100 * members_untold > holders * parameter_tolerated_percent (reach.programme_id, terms.starts_at)
