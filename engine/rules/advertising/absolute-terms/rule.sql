-- One row per advertisement with a superlative.
with
  advertised as (
    select
      *,
      -- "Best before" tells when to eat it, "preferences" what one has chosen.
      regexp_replace(text, '(最佳(赏味|食用|使用|饮用|观赏)|首选项)', '', 'g') as claims
    from
      data.advertisements
  ),
  superlatives as (
    select
      *,
      regexp_extract(claims, parameter_superlatives (programme_id, published_at)) as superlative
    from
      advertised
  )
select
  programme_id,
  'advertisement' as subject_type,
  ad_id as subject_id,
  published_at as occurred_at,
  superlative as observed,
  'none' as expected,
  {'text': text, 'superlative': superlative} as evidence,
  source_file,
  source_record
from
  superlatives
where
  superlative <> ''
