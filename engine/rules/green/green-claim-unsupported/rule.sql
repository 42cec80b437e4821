-- One row per advertisement that claims an effect on the environment and does not say against what, per what, within which
-- boundary, by which factor or of which year.
with
  claims as (
    select
      *,
      list_filter(
        [
          case
            when coalesce(trim(reference_product), '') = '' then 'reference_product'
          end,
          case
            when coalesce(trim(functional_unit), '') = '' then 'functional_unit'
          end,
          case
            when coalesce(trim(boundary), '') = '' then 'boundary'
          end,
          case
            when coalesce(trim(green_factor_id), '') = '' then 'green_factor_id'
          end,
          case
            when factor_year is null then 'factor_year'
          end
        ],
        lambda missing: missing is not null
      ) as missing
    from
      data.advertisements
    where
      coalesce(trim(green_claim), '') <> ''
  )
select
  programme_id,
  'advertisement' as subject_type,
  ad_id as subject_id,
  published_at as occurred_at,
  array_to_string(missing, ', ') as observed,
  'reference_product, functional_unit, boundary, green_factor_id, factor_year' as expected,
  {
    'green_claim': green_claim,
    'text': text,
    'reference_product': reference_product,
    'functional_unit': functional_unit,
    'boundary': boundary,
    'green_factor_id': green_factor_id,
    'factor_year': factor_year,
    'missing': missing
  } as evidence,
  source_file,
  source_record
from
  claims
where
  len(missing) > 0
