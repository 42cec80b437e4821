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
  ),
  -- A member's accounts are in the same segments, so that one of them stands for all: members need not be told apart again
  -- in each segment, which for millions takes more memory than there is.
  of_members as (
    select
      programme_id,
      min(account_no) as account_no,
      attribute,
      value,
      count(*) as purchases,
      coalesce(sum(quantity), 0) as pieces,
      coalesce(sum(amount), 0) as amount,
      count(amount) as purchases_with_amount
    from
      described
    where
      value is not null
    group by
      programme_id,
      member_id,
      attribute,
      value
  )
select
  of_members.programme_id,
  segment.dimension,
  segment.segment,
  of_members.attribute,
  of_members.value,
  count(*) as members,
  sum(of_members.purchases)::bigint as purchases,
  sum(of_members.pieces)::decimal(18, 4) as pieces,
  sum(of_members.amount)::decimal(18, 4) as amount,
  sum(of_members.purchases_with_amount)::bigint as purchases_with_amount
from
  of_members
  join redemption.segments as segment on segment.account_no = of_members.account_no
group by all
order by all
