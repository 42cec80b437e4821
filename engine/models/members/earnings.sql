-- One row per account that holds something or earned in the last 24 months: what its earning paths are drawn from. Months
-- count back from the last one that was over at the as-of date, which is 0; `months_known` of them he was a member.
-- Points are whole hundredths; of what is held, `held_months` is how many months' ends it will live to see (NULL: for life).
with
  ends as (
    select
      programme_id,
      as_of,
      month_no ((as_of + 1)::date) - 1 as last_month
    from
      meta.programmes
  ),
  monthly as (
    select
      activity.account_no,
      ends.last_month - activity.month_no as months_ago,
      (sum(activity.points_earned) * 100)::bigint as points
    from
      cohorts.activity as activity
      join ledger.accounts as account on account.account_no = activity.account_no
      join ends on ends.programme_id = account.programme_id
    where
      activity.account_no between $first_account and $last_account
      and activity.month_no between ends.last_month - 23 and ends.last_month
      and activity.points_earned > 0
    group by all
  ),
  earned as (
    select
      account_no,
      list(
        months_ago::integer
        order by
          months_ago
      ) as earned_ago,
      list(
        points
        order by
          months_ago
      ) as earned_points
    from
      monthly
    group by
      account_no
  ),
  lots as (
    select
      lot.account_no,
      case
        when lot.expires_at is not null then month_no (local_day (account.programme_id, lot.expires_at)) - ends.last_month
      end as months,
      (sum(lot.points_remaining) * 100)::bigint as points
    from
      lots.lot_facts as lot
      join ledger.accounts as account on account.account_no = lot.account_no
      join ends on ends.programme_id = account.programme_id
      join meta.programmes as programme on programme.programme_id = account.programme_id
    where
      lot.account_no between $first_account and $last_account
      and lot.points_remaining > 0
      and not lot.is_pending
      and coalesce(lot.expires_at, 'infinity'::timestamptz) > programme.ends_at
    group by all
  ),
  held as (
    select
      account_no,
      list(
        months::integer
        order by
          months nulls last
      ) as held_months,
      list(
        points
        order by
          months nulls last
      ) as held_points
    from
      lots
    group by
      account_no
  )
select
  account.programme_id,
  account.wallet,
  account.member_id,
  account.account_no,
  holders.member_no,
  greatest(0, least(24, ends.last_month - month_no (firsts.first_event_on) + 1))::integer as months_known,
  coalesce(earned.earned_ago, []) as earned_ago,
  coalesce(earned.earned_points, []) as earned_points,
  coalesce(held.held_months, []) as held_months,
  coalesce(held.held_points, []) as held_points
from
  ledger.accounts as account
  join ends on ends.programme_id = account.programme_id
  join cohorts.members as holders on holders.account_no = account.account_no
  join posting.account_firsts as firsts on firsts.account_no = account.account_no
  left join earned on earned.account_no = account.account_no
  left join held on held.account_no = account.account_no
where
  account.account_no between $first_account and $last_account
  and (
    earned.account_no is not null
    or held.account_no is not null
  )
order by
  account.account_no
