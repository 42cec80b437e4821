-- One row per advertisement that quotes a statistic, has no evidence and names no source.
with
  advertised as (
    select
      *,
      -- What an offer takes off or gives is its price, no statistic; neither is "100 % genuine".
      regexp_replace(text, '((立减|直减|减|优惠|返还|返现|返|折扣|让利|省|打)\s*[0-9.]+\s*[%％]|\b100\s*[%％]|[0-9.]+\s*倍(积分|返))', '', 'g') as claims
    from
      data.advertisements
    where
      evidence_id is null
      and not regexp_matches(text, '(来源|出处|引自|摘自|(据|根据|依据)[^，。；]{1,30}(统计|调查|数据|报告|年报|研究))')
  ),
  quoting as (
    select
      *,
      regexp_extract(
        claims,
        '([0-9.]+\s*[%％]|百分之[一二三四五六七八九十百]+|[一二三四五六七八九]成[^，。]{0,3}(会员|用户|家庭|顾客|消费者|受访)|[0-9.]+\s*倍|[0-9.]+\s*[万亿]\s*(名|位|户|人|会员|用户|家庭|市民)|[0-9.]+\s*亿元)'
      ) as figure
    from
      advertised
  )
select
  programme_id,
  'advertisement' as subject_type,
  ad_id as subject_id,
  published_at as occurred_at,
  figure as observed,
  'source' as expected,
  {'text': text, 'figure': figure} as evidence,
  source_file,
  source_record
from
  quoting
where
  figure <> ''
  -- The uplift of an offer follows from its own prices; another rule recomputes it.
  and (
    claimed_metric is null
    or try_cast (regexp_extract(figure, '^([0-9.]+)\s*[%％]$', 1) as decimal(18, 6)) is distinct from claimed_uplift_pct
  )
