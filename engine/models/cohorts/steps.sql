-- One row per holder (a member in one wallet, or one of several wallets in all of them: see cohorts.members), account and
-- piece of its activity, with all that cohorts are chosen by: questions that are not counted in cohorts.cells (two traits at
-- once, a trait by week), and the members behind a cell, are answered from here without a join. `holder_no`: an account,
-- numbered from 0, or a member of several wallets, downwards from -1. Ordered by region, which is what is chosen most beside
-- the time.
with
  holders as (
    select
      coalesce(account_no, -1 - member_no) as holder_no,
      *
    from
      cohorts.members
  ),
  pieces as (
    select
      account_no as holder_no,
      *
    from
      cohorts.activity
    union all
    select
      -1 - holders.member_no,
      activity.*
    from
      cohorts.activity as activity
      join ledger.accounts as account on account.account_no = activity.account_no
      join holders on holders.account_no is null
      and holders.programme_id = account.programme_id
      and holders.member_id = account.member_id
  )
select
  holders.programme_id,
  holders.wallet,
  holders.counts_in_all,
  holders.holder_no,
  holders.member_no,
  pieces.account_no,
  holders.first_purchase_on,
  holders.first_event_on,
  holders.tier,
  holders.region_code,
  holders.first_merchant_id,
  holders.credit_tier,
  holders.age_band,
  holders.first_reason,
  holders.may_profile,
  pieces.month_no,
  pieces.week_no,
  pieces.is_active,
  pieces.is_earning,
  pieces.is_redeeming,
  pieces.purchases,
  pieces.redemptions,
  pieces.points_earned,
  pieces.points_redeemed,
  pieces.amount
from
  pieces
  join holders on holders.holder_no = pieces.holder_no
order by
  holders.programme_id,
  holders.region_code,
  pieces.month_no,
  pieces.week_no,
  holders.holder_no,
  pieces.account_no
