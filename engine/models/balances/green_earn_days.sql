-- One row per member, merchant and local day with green points earned: how many earns, and how many of them were taken
-- back later by a reversal that names them. A member's accounts are of one component, so rows of shards never meet.
with
  green_products as (
    select distinct
      programme_id,
      product_id
    from
      data.products
    where
      green_category is not null
  ),
  earned as (
    select
      entry.*
    from
      ledger.entries as entry
      left join green_products as product on product.programme_id = entry.programme_id
      and product.product_id = entry.product_id
    where
      entry.event_type = 'earn'
      and (
        entry.wallet = 'green'
        or entry.reason in ('green_behaviour', 'b2b_green')
        or entry.behaviour is not null
        or product.product_id is not null
      )
  ),
  taken_back as (
    select
      account_no,
      coalesce(related_source, source) as source,
      related_event_id as event_id,
      sum(points_posted) as points
    from
      ledger.entries
    where
      event_type = 'reverse'
      and related_event_id is not null
    group by all
  )
select
  earned.programme_id,
  earned.member_id,
  earned.merchant_id,
  local_day (earned.programme_id, earned.effective_at) as earned_on,
  min(earned.effective_at) as first_earned_at,
  count(*) as earns,
  sum(earned.points_posted)::decimal(18, 2) as points,
  count(taken_back.event_id) as earns_refunded,
  coalesce(sum(taken_back.points), 0)::decimal(18, 2) as points_refunded
from
  earned
  left join taken_back on taken_back.account_no = earned.account_no
  and taken_back.source = earned.source
  and taken_back.event_id = earned.event_id
group by all
order by
  earned.programme_id,
  earned.member_id,
  earned.merchant_id,
  earned_on
