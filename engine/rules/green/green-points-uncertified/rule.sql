-- One row per account that earned green points on a product of a category that is certified, while none of its certificates
-- was in force; a row's nature follows the terms of its points: where they promise certification, the promise is broken.
with
  uncertified as (
    select
      entry.programme_id,
      entry.account_no,
      entry.wallet,
      entry.member_id,
      entry.product_id,
      entry.effective_at,
      entry.points_posted,
      product.name,
      product.green_category,
      product.green_certificate,
      product.certificate_valid_from,
      product.certificate_valid_to,
      product.source_file,
      product.source_record,
      exists (
        select
          1
        from
          data.terms as terms
        where
          terms.programme_id = entry.programme_id
          and coalesce(terms.wallet, 'base') = entry.wallet
          and terms.promises_certification
          and coalesce(terms.effective_from, terms.published_at) <= entry.effective_at
          and coalesce(terms.effective_to > entry.effective_at, true)
      ) as is_promised
    from
      ledger.entries as entry
      join data.products as product on product.programme_id = entry.programme_id
      and product.product_id = entry.product_id
    where
      entry.event_type = 'earn'
      and (
        entry.wallet = 'green'
        or entry.reason in ('green_behaviour', 'b2b_green')
      )
      and list_contains(
        string_split(parameter_certified_categories (entry.programme_id, entry.effective_at), ' '),
        product.green_category
      )
      and (
        coalesce(trim(product.green_certificate), '') = ''
        or product.certificate_valid_from > entry.effective_at
        or local_day (entry.programme_id, product.certificate_valid_to) < local_day (entry.programme_id, entry.effective_at)
      )
  )
select
  programme_id,
  'product' as subject_type,
  product_id as subject_id,
  any_value(wallet) as wallet,
  min(effective_at) as occurred_at,
  case
    when is_promised then 'violation'
    else 'indicator'
  end as nature,
  coalesce(nullif(trim(any_value(green_certificate)), ''), 'none') as observed,
  any_value(green_category) as expected,
  any_value(member_id) as member_id,
  sum(points_posted) as points,
  {
    'product': any_value(name),
    'green_category': any_value(green_category),
    'green_certificate': any_value(green_certificate),
    'certificate_valid_from': any_value(certificate_valid_from),
    'certificate_valid_to': any_value(certificate_valid_to),
    'earns': count(*),
    'terms_promise_certification': is_promised
  } as evidence,
  any_value(source_file) as source_file,
  any_value(source_record) as source_record
from
  uncertified
where
  is_promised
  or parameter_judges_without_promise (programme_id, effective_at)
group by
  programme_id,
  product_id,
  account_no,
  is_promised
