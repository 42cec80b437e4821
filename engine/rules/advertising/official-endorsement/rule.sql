-- One row per advertisement in which an authority's name stands near a word of endorsement.
with
  endorsed as (
    select
      *,
      regexp_extract(
        text,
        concat(
          '((',
          parameter_authorities (programme_id, published_at),
          ')[^，。；！]{0,10}(',
          parameter_endorsements (programme_id, published_at),
          ')|(国家|政府|官方机构|领导人?)(推荐|指定|背书|力荐))'
        )
      ) as endorsement
    from
      data.advertisements
  )
select
  programme_id,
  'advertisement' as subject_type,
  ad_id as subject_id,
  published_at as occurred_at,
  endorsement as observed,
  'none' as expected,
  {'text': text, 'endorsement': endorsement} as evidence,
  source_file,
  source_record
from
  endorsed
where
  endorsement <> ''
