-- One row per programme, wallet, merchant and month: points it issued, to how many members, what they spent there, and points
-- redeemed with it, by how many members; what was refunded or returned is taken out of purchases and redemptions. Adds up
-- over shards; members of different months or wallets are not to be added up.
with
  issued as (
    select
      programme_id,
      wallet,
      merchant_id,
      month_no (local_day (programme_id, effective_at)) as month_no,
      account_no,
      points_posted as points_issued,
      0 as points_redeemed,
      0 as purchases,
      0 as redemptions,
      0::decimal(18, 4) as amount
    from
      ledger.entries
    where
      event_type = 'earn'
      and merchant_id is not null
    union all
    select
      programme_id,
      wallet,
      merchant_id,
      month_no (day),
      account_no,
      0,
      case
        when is_redemption then points
        else 0
      end,
      (not is_redemption)::integer,
      is_redemption::integer,
      case
        when is_redemption then 0
        else coalesce(amount, 0)
      end
    from
      posting.standing_acts
    where
      merchant_id is not null
  )
select
  programme_id,
  wallet,
  merchant_id,
  month_start (month_no) as month,
  count(distinct account_no) filter(
    where
      points_issued > 0
  ) as members_earning,
  sum_points (points_issued) as points_issued,
  sum(purchases)::bigint as purchases,
  sum(amount)::decimal(18, 4) as amount,
  count(distinct account_no) filter(
    where
      redemptions > 0
  ) as members_redeeming,
  sum(redemptions)::bigint as redemptions,
  sum_points (points_redeemed) as points_redeemed
from
  issued
group by
  programme_id,
  wallet,
  merchant_id,
  month_no
order by all
