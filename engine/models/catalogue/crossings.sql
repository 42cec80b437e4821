-- One row per programme and pair of merchants: how many members bought at the one and redeemed at the other
-- (`members_redeeming`), and how many bought at both (`members_buying`). A merchant with itself: its own members; with NULL: with
-- any other at all. Adds up over shards, for all accounts of a member are in one.
with
  visits as (
    select
      programme_id,
      member_id,
      merchant_id,
      bool_or(not is_redemption) as has_bought,
      bool_or(is_redemption) as has_redeemed
    from
      posting.standing_acts
    where
      merchant_id is not null
    group by
      programme_id,
      member_id,
      merchant_id
  ),
  everywhere as (
    select
      programme_id,
      member_id,
      count(*) filter(
        where
          has_bought
      ) as bought_at,
      count(*) filter(
        where
          has_redeemed
      ) as redeemed_at
    from
      visits
    group by
      programme_id,
      member_id
  ),
  pairs as (
    select
      here.programme_id,
      here.merchant_id as bought_at,
      there.merchant_id as other,
      there.has_redeemed,
      there.has_bought
    from
      visits as here
      join visits as there on there.programme_id = here.programme_id
      and there.member_id = here.member_id
    where
      here.has_bought
    union all
    select
      here.programme_id,
      here.merchant_id,
      null,
      everywhere.redeemed_at > here.has_redeemed::integer,
      everywhere.bought_at > 1
    from
      visits as here
      join everywhere on everywhere.programme_id = here.programme_id
      and everywhere.member_id = here.member_id
    where
      here.has_bought
  )
select
  programme_id,
  bought_at,
  other,
  count(*) filter(
    where
      has_redeemed
  ) as members_redeeming,
  count(*) filter(
    where
      has_bought
  ) as members_buying
from
  pairs
group by all
order by all
