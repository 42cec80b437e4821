-- One row per version of a draw that was in force while it ran and leaves something unpublished.
with
  versions as (
    select
      promotion.*,
      -- Of the versions from before the start only the last one was in force; a draw without start begins with its version.
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
            when prize_kinds is null then 'prize_kinds'
          end,
          case
            when disclosed_conditions is null then 'disclosed_conditions'
          end,
          case
            when starts_at is null
            or ends_at is null then 'times'
          end,
          case
            when max_prize_value is null then 'max_prize_value'
          end,
          case
            when stated_probability is null
            and stated_quantity is null then 'quantity_or_probability'
          end,
          case
            when claim_terms is null then 'claim_terms'
          end,
          case
            when organiser is null then 'organiser'
          end
        ],
        lambda gap: gap is not null
      ) as gaps
    from
      versions
    where
      not is_replaced_in_time
      and coalesce(in_force_from < book_ends_at, true)
  )
select
  programme_id,
  'promotion' as subject_type,
  promotion_id as subject_id,
  in_force_from as occurred_at,
  concat('missing: ', array_to_string(gaps, ', ')) as observed,
  'all published' as expected,
  {'missing': array_to_string(gaps, ', ')} as evidence,
  source_file,
  source_record
from
  checked
where
  len(gaps) > 0
