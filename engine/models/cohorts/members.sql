-- One row per member and wallet, and, where a member has several wallets, one more for all of them (wallet NULL): the days
-- of first purchase and first event, which put him into his cohorts, and the traits by which cohorts are filtered.
-- `is_left_truncated`: he joined before the ledger begins, or nothing says when he joined and he is there in its first
-- month; what the ledger calls his first may not be. `may_profile`: he consented to profiling at the as-of date; NULL
-- where no consents were given to judge by. Beside them what he ever did (see cohorts.activity).
with
  did as (
    select
      account_no,
      sum_points (points_earned) as points_earned,
      sum_points (points_redeemed) as points_redeemed,
      sum(amount)::decimal(18, 4) as amount,
      sum(purchases)::integer as purchases,
      sum(redemptions)::integer as redemptions
    from
      cohorts.activity
    group by
      account_no
  ),
  consenting as (
    select distinct
      programme_id,
      member_id
    from
      data.consents
    where
      purpose = 'profiling'
      and granted_at is not null
      and withdrawn_at is null
  ),
  has_consents as (
    select
      count(*) > 0 as is_present
    from
      meta.columns
    where
      table_name = 'consents'
      and is_present
  ),
  accounts as (
    select
      account.programme_id,
      account.wallet,
      account.member_id,
      account.account_no,
      min(account.account_no) over of_member as member_no,
      count(*) over of_member as wallets,
      firsts.* exclude (account_no),
      coalesce(did.points_earned, 0) as points_earned,
      coalesce(did.points_redeemed, 0) as points_redeemed,
      coalesce(did.amount, 0) as amount,
      coalesce(did.purchases, 0) as purchases,
      coalesce(did.redemptions, 0) as redemptions
    from
      ledger.accounts as account
      join posting.account_firsts as firsts on firsts.account_no = account.account_no
      left join did on did.account_no = account.account_no
    window
      of_member as (
        partition by
          account.programme_id,
          account.member_id
      )
  ),
  holders as (
    select
      programme_id,
      wallet,
      member_id,
      account_no,
      member_no,
      wallets = 1 as counts_in_all,
      first_purchase_on,
      first_merchant_id,
      first_event_on,
      first_reason,
      points_earned,
      points_redeemed,
      amount,
      purchases,
      redemptions
    from
      accounts
    union all
    select
      programme_id,
      null,
      member_id,
      null,
      member_no,
      true,
      min(first_purchase_on),
      arg_min_null(
        first_merchant_id,
        coalesce(first_purchase_on, 'infinity'::date)
        order by
          account_no
      ),
      min(first_event_on),
      arg_min_null(
        first_reason,
        first_event_on
        order by
          account_no
      ),
      sum_points (points_earned),
      sum_points (points_redeemed),
      sum(amount)::decimal(18, 4),
      sum(purchases)::integer,
      sum(redemptions)::integer
    from
      accounts
    where
      wallets > 1
    group by
      programme_id,
      member_id,
      member_no
  )
select
  holders.programme_id,
  holders.wallet,
  holders.member_id,
  holders.account_no,
  holders.member_no,
  holders.counts_in_all,
  holders.first_purchase_on,
  month_no (holders.first_purchase_on) as first_purchase_no,
  holders.first_event_on,
  month_no (holders.first_event_on) as first_event_no,
  holders.first_merchant_id,
  holders.first_reason,
  traits.tier,
  traits.credit_tier,
  traits.region_code,
  traits.age_band,
  coalesce(
    local_day (holders.programme_id, traits.joined_at) < starts.starts_on,
    month_no (holders.first_event_on) = month_no (starts.starts_on)
  ) as is_left_truncated,
  case
    when has_consents.is_present then consenting.member_id is not null
  end as may_profile,
  holders.points_earned,
  holders.points_redeemed,
  holders.amount,
  holders.purchases,
  holders.redemptions
from
  holders
  cross join has_consents
  join posting.ledger_starts as starts on starts.programme_id = holders.programme_id
  join posting.member_traits as traits on traits.programme_id = holders.programme_id
  and traits.member_id = holders.member_id
  left join consenting on consenting.programme_id = holders.programme_id
  and consenting.member_id = holders.member_id
order by
  holders.member_no,
  holders.account_no
