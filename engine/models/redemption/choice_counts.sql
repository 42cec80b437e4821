-- One row per programme, wallet, level (item, category, kind, merchant), what it names there, and kind of choice: each time a
-- member redeemed a reward for the first time, he had `affordable` rewards on offer, in stock, within his balance and not
-- redeemed by him before, `named` of which are of this name. How many such choices there were (`choices`), and how many fell on the
-- name (`chosen`). Choices with one possibility only are left out, and those of rewards that the catalogue did not offer
-- then. Adds up over shards.
with
  firsts as (
    select
      affordance.account_no,
      affordance.programme_id,
      affordance.wallet,
      affordance.item_id,
      affordance.first_redeemed_at
    from
      redemption.affordances as affordance
    where
      affordance.redemptions > 0
  ),
  held as (
    select
      firsts.*,
      span.points
    from
      firsts
      asof join posting.spendable_spans as span on span.account_no = firsts.account_no
      and span.starts_at < firsts.first_redeemed_at
  ),
  possible as (
    select distinct
      held.account_no,
      held.programme_id,
      held.wallet,
      held.item_id as taken,
      offer.item_id
    from
      held
      join posting.item_offers as offer on offer.programme_id = held.programme_id
      and offer.wallet = held.wallet
      and offer.offered_from <= held.first_redeemed_at
      -- The piece that empties the shelf was still there.
      and offer.offered_until >= held.first_redeemed_at
      and offer.points_price <= held.points
      and offer.points_price > 0
      anti join posting.outside_offers as outside on outside.account_no = held.account_no
      and outside.offer_no = offer.offer_no
      left join firsts as before on before.account_no = held.account_no
      and before.item_id = offer.item_id
    where
      coalesce(before.first_redeemed_at >= held.first_redeemed_at, true)
  ),
  choices as (
    select
      *,
      count(*) over (
        partition by
          account_no,
          taken
      ) as affordable,
      bool_or(item_id = taken) over (
        partition by
          account_no,
          taken
      ) as is_complete
    from
      possible
  ),
  named as (
    select
      choices.account_no,
      choices.programme_id,
      choices.wallet,
      choices.taken,
      choices.affordable,
      choices.item_id = choices.taken as is_taken,
      unnest(['item', 'category', 'kind', 'merchant']) as level,
      unnest([choices.item_id, fact.category, fact.kind, fact.merchant_id]) as key
    from
      choices
      join posting.item_facts as fact on fact.programme_id = choices.programme_id
      and fact.item_id = choices.item_id
    where
      choices.is_complete
      and choices.affordable > 1
  ),
  counted as (
    select
      programme_id,
      wallet,
      level,
      key,
      affordable,
      account_no,
      taken,
      count(*)::integer as named,
      bool_or(is_taken) as is_chosen
    from
      named
    where
      key is not null
    group by all
  )
select
  programme_id,
  wallet,
  level,
  key,
  affordable::integer as affordable,
  named,
  count(*) as choices,
  count(*) filter(
    where
      is_chosen
  ) as chosen
from
  counted
group by all
order by all
