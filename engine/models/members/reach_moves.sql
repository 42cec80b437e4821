-- One row per programme, wallet, price in points, rank of the member's tier at the as-of date, and month: how many more members
-- hold the price when the month is over than when it began. Points that expire at its last midnight are gone then. Adds up
-- over shards.
with
  crossed as (
    select
      account_no,
      programme_id,
      wallet,
      month_no (local_day (programme_id, (starts_at - interval 1 microsecond)::timestamptz)) as month_no,
      unnest(range(least(rung, rung_before) + 1, greatest(rung, rung_before) + 1)) as rung,
      case
        when rung > rung_before then 1
        else -1
      end as change
    from
      posting.standings
  ),
  by_account as (
    select
      account_no,
      programme_id,
      wallet,
      rung,
      month_no,
      sum(change) as change
    from
      crossed
    group by all
    having
      sum(change) <> 0
  )
select
  by_account.programme_id,
  by_account.wallet,
  rungs.points_price,
  coalesce(ranks.rank, 0)::integer as rank,
  by_account.month_no,
  sum(by_account.change)::bigint as members
from
  by_account
  join posting.price_rungs as rungs on rungs.programme_id = by_account.programme_id
  and rungs.wallet = by_account.wallet
  and rungs.rung = by_account.rung
  join cohorts.members as holder on holder.account_no = by_account.account_no
  left join posting.tiers_in_force as ranks on ranks.programme_id = holder.programme_id
  and ranks.tier = holder.tier
group by all
order by all
