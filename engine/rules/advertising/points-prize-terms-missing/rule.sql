-- One row per version of a draw that was in force while it ran, gives points or vouchers and leaves open how they are used.
with
  versions as (
    select
      promotion.*,
      coalesce(
        lead (promotion.version_from) over (
          partition by
            promotion.programme_id,
            promotion.promotion_id
          order by
            promotion.version_from
        ) <= promotion.starts_at,
        false
      ) as is_replaced_in_time,
      greatest(promotion.starts_at, promotion.version_from) as in_force_from,
      programme.ends_at as book_ends_at
    from
      data.promotions as promotion
      join meta.programmes as programme using (programme_id)
    where
      promotion.kind = 'draw'
  ),
  checked as (
    select
      *,
      list_filter(
        [
          case
            when exchange_rules is null then 'exchange_rules'
          end,
          case
            when prize_scope is null then 'prize_scope'
          end,
          case
            when prize_validity is null then 'prize_validity'
          end,
          case
            when prize_limits is null then 'prize_limits'
          end,
          -- Another trader is owed a name only where the scope speaks of one.
          case
            when third_party is null
            and regexp_matches(prize_scope, '(其他商户|其他经营者|合作商户|第三方|指定商户)') then 'third_party'
          end
        ],
        lambda gap: gap is not null
      ) as gaps
    from
      versions
    where
      not is_replaced_in_time
      and coalesce(in_force_from < book_ends_at, true)
      and regexp_matches(prize_kinds, parameter_points_like (programme_id, in_force_from))
  )
select
  programme_id,
  'promotion' as subject_type,
  promotion_id as subject_id,
  in_force_from as occurred_at,
  concat('missing: ', array_to_string(gaps, ', ')) as observed,
  'all published' as expected,
  {'prize_kinds': prize_kinds, 'missing': array_to_string(gaps, ', ')} as evidence,
  source_file,
  source_record
from
  checked
where
  len(gaps) > 0
