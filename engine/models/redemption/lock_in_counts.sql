-- One row per programme, wallet, question, stratum of like members, arm and group of members (1 of 20, by a hash): how many were
-- watched for 90 days from the start of a quarter, how many bought again, and how many days they were watched until then.
-- `redemption`: exposed are those who redeemed in the 90 days before; `near` and `middle`: those whose balance stood at 80 to
-- 100 %, or 50 to 80 %, of the price of the next reward, against those under 50 %, none of whom redeemed in the 90 days before;
-- the percentages are the programme's policy.
-- A stratum is one quarter, days since the last purchase, purchases in the year before, and whether anything could be afforded
-- 90 days before (for balances: at the start). Adds up over shards.
with
  quarters as materialized (
    select
      programme.programme_id,
      programme.as_of,
      month_start (no::integer) as starts_on,
      local_midnight (programme.programme_id, month_start (no::integer)) as starts_at,
      local_midnight (programme.programme_id, (month_start (no::integer) - 90)::date) as before_at
    from
      meta.programmes as programme
      join posting.ledger_starts as start on start.programme_id = programme.programme_id
      cross join unnest(range(((month_no (start.starts_on) + 14) // 3) * 3, month_no (programme.as_of), 3)) as numbers (no)
    where
      month_start (no::integer) + 90 <= programme.as_of + 1
  ),
  watched as (
    select
      account.account_no,
      account.programme_id,
      account.wallet,
      ('0x' || left(md5(account.member_id), 8))::bigint % 20 as group_no
    from
      ledger.accounts as account
      join posting.lock_in_share as share on share.programme_id = account.programme_id
    where
      ('0x' || right(md5(account.member_id), 8))::bigint % share.one_in = 0
  ),
  histories as (
    select
      watched.account_no,
      watched.programme_id,
      watched.wallet,
      watched.group_no,
      quarters.starts_on,
      quarters.starts_at,
      quarters.before_at,
      count(*) filter(
        where
          not act.is_redemption
          and act.day < quarters.starts_on
      ) as purchases,
      max(act.day) filter(
        where
          not act.is_redemption
          and act.day < quarters.starts_on
      ) as last_purchase_on,
      min(act.day) filter(
        where
          not act.is_redemption
          and act.day >= quarters.starts_on
      ) as next_purchase_on,
      coalesce(
        bool_or(
          act.is_redemption
          and act.day < quarters.starts_on
          and act.day >= quarters.starts_on - 90
        ),
        false
      ) as has_redeemed
    from
      watched
      join posting.standing_acts as act on act.account_no = watched.account_no
      join quarters on quarters.programme_id = watched.programme_id
      and act.day >= quarters.starts_on - 365
      and act.day < quarters.starts_on + 90
    group by all
    having
      purchases > 0
  ),
  balanced as (
    select
      histories.*,
      coalesce(span.points, 0) as points
    from
      histories
      asof left join posting.spendable_spans as span on span.account_no = histories.account_no
      and span.starts_at < histories.starts_at
  ),
  held as (
    select
      balanced.*,
      coalesce(span.points, 0) as points_before
    from
      balanced
      asof left join posting.spendable_spans as span on span.account_no = balanced.account_no
      and span.starts_at < balanced.before_at
  ),
  ladders as (
    select
      offer.programme_id,
      offer.wallet,
      quarters.starts_on,
      list(
        distinct offer.points_price
        order by
          offer.points_price
      ) as prices
    from
      posting.item_offers as offer
      join quarters on quarters.programme_id = offer.programme_id
      and offer.offered_from <= quarters.starts_at
      and offer.offered_until > quarters.starts_at
    where
      offer.points_price > 0
      and offer.wallet is not null
    group by all
  ),
  placed as (
    select
      held.programme_id,
      held.wallet,
      held.group_no,
      held.starts_on,
      case
        when held.starts_on - held.last_purchase_on <= 30 then 30
        when held.starts_on - held.last_purchase_on <= 90 then 90
        when held.starts_on - held.last_purchase_on <= 180 then 180
        else 365
      end as recency,
      case
        when held.purchases = 1 then 1
        when held.purchases <= 3 then 3
        when held.purchases <= 7 then 7
        else 8
      end as frequency,
      held.has_redeemed,
      held.points_before >= ladders.prices[1] as could_afford,
      held.points >= ladders.prices[1] as can_afford,
      list_filter(ladders.prices, lambda price: price > held.points) [1] as next_price,
      held.points,
      held.next_purchase_on is not null as has_bought,
      coalesce(held.next_purchase_on - held.starts_on + 1, 90) as days
    from
      held
      join ladders on ladders.programme_id = held.programme_id
      and ladders.wallet = held.wallet
      and ladders.starts_on = held.starts_on
  ),
  arms as (
    select
      *,
      'redemption' as question,
      has_redeemed as is_exposed,
      could_afford as affords
    from
      placed
    union all
    select
      *,
      unnest(
        case
          when points >= next_price * near_share (programme_id) then ['near']
          when points >= next_price * middle_share (programme_id) then ['middle']
          else ['near', 'middle']
        end
      ),
      points >= next_price * middle_share (programme_id),
      can_afford
    from
      placed
    where
      not has_redeemed
      and next_price is not null
  )
select
  programme_id,
  wallet,
  question,
  starts_on,
  recency,
  frequency,
  affords,
  is_exposed,
  group_no::integer as group_no,
  count(*) as members,
  count(*) filter(
    where
      has_bought
  ) as purchases,
  sum(days)::bigint as days
from
  arms
group by all
order by all
