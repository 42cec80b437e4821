-- One row per programme, wallet and reward on offer at the as-of date: how many members hold its price in points now, and
-- how many more will by the end of a number of months, on the median of their earning paths and on a straight line. The
-- wallet is the one in which it was redeemed so far, else `base`. Only members of the tier it asks for count; who was a member for too short a time
-- to say counts with what he holds.
with
  offered as (
    select
      item.programme_id,
      item.item_id,
      item.name,
      item.category,
      item.kind,
      item.merchant_id,
      item.points_price,
      item.cash_part,
      item.list_value,
      item.min_tier,
      item.eligible_segment,
      item.stock
    from
      data.catalogue_items as item
      join meta.programmes as programme on programme.programme_id = item.programme_id
    where
      item.points_price > 0
      and (
        item.valid_to is null
        or item.valid_to >= programme.ends_at
      )
    qualify
      row_number() over (
        partition by
          item.programme_id,
          item.item_id
        order by
          item.valid_from desc
      ) = 1
  ),
  paid_in as (
    select distinct
      programme_id,
      item_id,
      wallet
    from
      redemption.prices_paid
    where
      item_id is not null
  ),
  rewards as (
    select
      offered.*,
      coalesce(paid_in.wallet, 'base') as wallet,
      coalesce(ranks.rank, 0) as least_rank
    from
      offered
      left join paid_in on paid_in.programme_id = offered.programme_id
      and paid_in.item_id = offered.item_id
      left join posting.tiers_in_force as ranks on ranks.programme_id = offered.programme_id
      and ranks.tier = offered.min_tier
  ),
  members as (
    select
      reach.*,
      profile.tier_rank
    from
      members.reach as reach
      join members.profile as profile on profile.member_no = reach.member_no
  ),
  counted as (
    select
      rewards.programme_id,
      rewards.wallet,
      rewards.item_id,
      count(*) filter(members.points_now >= rewards.points_price) as members_now,
      count(*) filter(coalesce(members.likely_1, members.points_now) >= rewards.points_price) as members_1,
      count(*) filter(coalesce(members.likely_3, members.points_now) >= rewards.points_price) as members_3,
      count(*) filter(coalesce(members.likely_6, members.points_now) >= rewards.points_price) as members_6,
      count(*) filter(coalesce(members.likely_12, members.points_now) >= rewards.points_price) as members_12,
      count(*) filter(coalesce(members.straight_3, members.points_now) >= rewards.points_price) as straight_3,
      count(*) filter(coalesce(members.straight_12, members.points_now) >= rewards.points_price) as straight_12
    from
      rewards
      left join members on members.programme_id = rewards.programme_id
      and members.wallet = rewards.wallet
      and members.tier_rank >= rewards.least_rank
    group by
      rewards.programme_id,
      rewards.wallet,
      rewards.item_id
  )
select
  rewards.programme_id,
  rewards.wallet,
  rewards.item_id,
  rewards.name,
  rewards.category,
  rewards.kind,
  rewards.merchant_id,
  rewards.points_price,
  rewards.cash_part,
  rewards.list_value,
  rewards.min_tier,
  rewards.least_rank,
  rewards.eligible_segment,
  counted.* exclude (programme_id, wallet, item_id)
from
  rewards
  join counted on counted.programme_id = rewards.programme_id
  and counted.wallet = rewards.wallet
  and counted.item_id = rewards.item_id
order by
  rewards.programme_id,
  rewards.wallet,
  rewards.points_price,
  rewards.item_id
