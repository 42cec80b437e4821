-- One row per reward, entry of the restricted list it falls under, and day that decides its law: the first and the last one on
-- which it was offered.
with
  offered as (
    select
      item.programme_id,
      item.item_id,
      max(item.name) as name,
      lower(concat_ws(' ', string_agg(distinct item.name, ' '), string_agg(distinct item.category, ' '))) as wording,
      min(item.valid_from) as first_at,
      max(least(coalesce(item.valid_to, programme.ends_at), programme.ends_at)) - interval 1 microsecond as last_at,
      min_by(item.source_file, item.source_record) as source_file,
      min(item.source_record) as source_record
    from
      data.catalogue_items as item
      join meta.programmes as programme using (programme_id)
    group by all
  ),
  instants as (
    select
      * exclude (first_at, last_at, wording),
      -- Ivory white is a colour, and a range hood no tobacco.
      regexp_replace(wording, '(象牙(白|色|塔|果|黄)|仿象牙|人造象牙)', '', 'g') as wording,
      unnest(list_distinct([first_at, last_at])) as occurred_at
    from
      offered
  ),
  entries as (
    select
      *,
      unnest(
        [
          {'entry': 'tobacco', 'words': parameter_tobacco (programme_id, occurred_at)},
          {'entry': 'medicine', 'words': parameter_medicine (programme_id, occurred_at)},
          {'entry': 'lottery', 'words': parameter_lottery (programme_id, occurred_at)},
          {'entry': 'wildlife', 'words': parameter_wildlife (programme_id, occurred_at)},
          {'entry': 'formula', 'words': parameter_formula (programme_id, occurred_at)}
        ]
      ) as listed
    from
      instants
  ),
  found as (
    select
      *
    from
      entries
    where
      listed.words <> ''
      and regexp_matches(wording, listed.words)
    qualify
      row_number() over (
        partition by
          programme_id,
          item_id,
          listed.entry
        order by
          occurred_at
      ) = 1
  ),
  redeemed as (
    select
      programme_id,
      item_id,
      sum(points)::decimal(18, 2) as points
    from
      redemption.prices_paid
    group by all
  )
select
  found.programme_id,
  'item' as subject_type,
  found.item_id as subject_id,
  found.occurred_at,
  found.listed.entry as observed,
  'not on the restricted list' as expected,
  redeemed.points,
  {
    'name': coalesce(found.name, ''),
    'entry': found.listed.entry,
    'in_force_on': local_day (found.programme_id, found.occurred_at)
  } as evidence,
  found.source_file,
  found.source_record
from
  found
  left join redeemed using (programme_id, item_id)
