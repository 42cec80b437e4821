-- One row per programme, trait and segment of members, attribute of what was bought (category, size, colour, material,
-- merchant, industry) and its value: members, purchases, pieces and amount, less refunds. Adds up over shards, for all
-- accounts of a member are in one.
with
  purchases as (
    select
      act.programme_id,
      act.member_id,
      act.account_no,
      act.product_id,
      act.merchant_id,
      act.quantity,
      act.amount
    from
      posting.standing_acts as act
    where
      not act.is_redemption
  ),
  described as (
    select
      purchases.*,
      unnest(['all', 'category', 'merchant', 'industry']) as attribute,
      unnest(['', product.category, purchases.merchant_id, merchant.industry]) as value
    from
      purchases
      left join data.products as product on product.programme_id = purchases.programme_id
      and product.product_id = purchases.product_id
      left join data.merchants as merchant on merchant.programme_id = purchases.programme_id
      and merchant.merchant_id = purchases.merchant_id
    union all
    select
      purchases.*,
      attribute.attribute,
      attribute.value
    from
      purchases
      join data.product_attributes as attribute on attribute.programme_id = purchases.programme_id
      and attribute.product_id = purchases.product_id
    where
      attribute.attribute in ('size', 'colour', 'material')
  )
select
  described.programme_id,
  segment.dimension,
  segment.segment,
  described.attribute,
  described.value,
  count(distinct described.member_id) as members,
  count(*) as purchases,
  coalesce(sum(described.quantity), 0)::decimal(18, 4) as pieces,
  coalesce(sum(described.amount), 0)::decimal(18, 4) as amount,
  count(described.amount) as purchases_with_amount
from
  described
  join redemption.segments as segment on segment.account_no = described.account_no
where
  described.value is not null
group by all
order by all
