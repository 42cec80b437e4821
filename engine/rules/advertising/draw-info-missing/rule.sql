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
            when prize_kinds is null then {'term': 'prize_kinds', 'zh': '奖品种类', 'en': 'kinds of prizes'}
          end,
          case
            when disclosed_conditions is null then {'term': 'disclosed_conditions', 'zh': '参与条件', 'en': 'conditions'}
          end,
          case
            when starts_at is null
            or ends_at is null then {'term': 'starts_at, ends_at', 'zh': '活动时间', 'en': 'times'}
          end,
          case
            when max_prize_value is null then {'term': 'max_prize_value', 'zh': '奖金金额或奖品价格', 'en': 'amount'}
          end,
          case
            when stated_probability is null
            and stated_quantity is null then {'term': 'stated_probability or stated_quantity', 'zh': '奖品数量或中奖概率', 'en': 'quantity or probability'}
          end,
          case
            when claim_terms is null then {'term': 'claim_terms', 'zh': '兑奖方式与条件', 'en': 'how to claim'}
          end,
          case
            when organiser is null then {'term': 'organiser', 'zh': '主办方', 'en': 'organiser'}
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
  concat('missing: ', list_transform(gaps, lambda gap: gap.term).array_to_string (', ')) as observed,
  'all published' as expected,
  {
    'missing': list_transform(gaps, lambda gap: gap.term),
    'missing_zh': list_transform(gaps, lambda gap: gap.zh).array_to_string ('、'),
    'missing_en': list_transform(gaps, lambda gap: gap.en).array_to_string (', ')
  } as evidence,
  source_file,
  source_record
from
  checked
where
  len(gaps) > 0
