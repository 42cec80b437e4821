-- One row per programme, trait and segment of members, attribute of what was bought (`all`, category, size, colour, material,
-- merchant, industry), its value, and month: purchases, pieces and amount, less refunds. Adds up over shards and months;
-- members do not, and stand in redemption.purchases.
with
  by_segment as (
    select
      buyers.programme_id,
      segment.dimension,
      segment.segment,
      buyers.product_id,
      buyers.merchant_id,
      buyers.month,
      sum(buyers.purchases) as purchases,
      sum(buyers.pieces) as pieces,
      sum(buyers.amount) as amount,
      sum(buyers.purchases_with_amount) as purchases_with_amount
    from
      redemption.buyers as buyers
      join redemption.segments as segment on segment.account_no = buyers.account_no
    group by all
  ),
  described as (
    select
      by_segment.*,
      unnest(['all', 'category', 'merchant', 'industry']) as attribute,
      unnest(['', product.category, by_segment.merchant_id, merchant.industry]) as value
    from
      by_segment
      left join data.products as product on product.programme_id = by_segment.programme_id
      and product.product_id = by_segment.product_id
      left join data.merchants as merchant on merchant.programme_id = by_segment.programme_id
      and merchant.merchant_id = by_segment.merchant_id
    union all
    select
      by_segment.*,
      attribute.attribute,
      attribute.value
    from
      by_segment
      join data.product_attributes as attribute on attribute.programme_id = by_segment.programme_id
      and attribute.product_id = by_segment.product_id
    where
      attribute.attribute in ('size', 'colour', 'material')
  )
select
  programme_id,
  dimension,
  segment,
  attribute,
  value,
  month,
  sum(purchases)::bigint as purchases,
  sum(pieces)::decimal(18, 4) as pieces,
  sum(amount)::decimal(18, 4) as amount,
  sum(purchases_with_amount)::bigint as purchases_with_amount
from
  described
where
  value is not null
group by all
order by
  programme_id,
  dimension,
  attribute,
  segment,
  value,
  month
