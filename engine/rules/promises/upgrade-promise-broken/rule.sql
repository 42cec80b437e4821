-- One row per year of terms that promise upgrades at whose end the catalogue offered neither more kinds of rewards nor a
-- larger share of valuable ones than at its beginning.
with
  years as (
    select
      terms.programme_id,
      terms.wallet,
      terms.terms_id,
      terms.source_file,
      terms.source_record,
      terms.starts_at + to_years(year_no::integer) as from_at,
      terms.starts_at + to_years((year_no + 1)::integer) as to_at
    from
      meta.terms_periods as terms
      join meta.programmes as programme on programme.programme_id = terms.programme_id
      join range(50) as counted (year_no) on terms.starts_at + to_years((year_no + 1)::integer) < least(programme.ends_at, coalesce(terms.ends_at, 'infinity'::timestamptz))
    where
      terms.promises_upgrade
  ),
  instants as (
    select distinct
      programme_id,
      unnest([from_at, to_at]) as instant
    from
      years
  ),
  offers as (
    select
      instants.programme_id,
      instants.instant,
      count(distinct item.category) as kinds,
      (
        100 * count(*) filter(
          where
            item.list_value >= parameter_high_value_yuan (instants.programme_id, instants.instant)
        ) / count(*)
      )::decimal(9, 2) as high_share
    from
      instants
      join data.catalogue_items as item on item.programme_id = instants.programme_id
      and item.valid_from <= instants.instant
      and coalesce(item.valid_to, 'infinity'::timestamptz) > instants.instant
    group by all
  )
select
  years.programme_id,
  'terms' as subject_type,
  concat(years.terms_id, '/', years.wallet) as subject_id,
  years.wallet,
  years.terms_id,
  years.to_at as occurred_at,
  concat(after.kinds, ' / ', after.high_share, '%') as observed,
  concat(before.kinds, ' / ', before.high_share, '%') as expected,
  {
    'from': local_day (years.programme_id, years.from_at),
    'to': local_day (years.programme_id, years.to_at),
    'kinds_before': before.kinds,
    'kinds_after': after.kinds,
    'high_value_percent_before': before.high_share,
    'high_value_percent_after': after.high_share
  } as evidence,
  years.source_file,
  years.source_record
from
  years
  join offers as before on before.programme_id = years.programme_id
  and before.instant = years.from_at
  join offers as after on after.programme_id = years.programme_id
  and after.instant = years.to_at
where
  after.kinds <= before.kinds
  and after.high_share <= before.high_share
