-- One row per programme, member and span of months at whose ends (the as-of date in its own month) he stood in one place of
-- the life cycle, as members.profile has it at the as-of date: `from_month` to before `until_month`, in months from year 0. Who had not bought yet is
-- there from his first event on. Purchases that were refunded later count for none of it. Ordered by place among so many
-- members at a time, so that a page reads little but the place it asks for.
with
  days as (
    select distinct
      holders.member_no,
      acts.day
    from
      posting.acts as acts
      join cohorts.members as holders on holders.account_no = acts.account_no
    where
      acts.is_purchase
      and holders.member_no between $first_account and $last_account
  ),
  followed as (
    select
      member_no,
      day,
      lead (day, 1, '9999-12-31'::date) over by_day as next_on,
      min(day) over (
        partition by
          member_no
      ) as first_on
    from
      days
    window
      by_day as (
        partition by
          member_no
        order by
          day
      )
  ),
  bought as (
    select
      followed.member_no,
      account.programme_id,
      unnest(['new', 'active', 'cooling', 'dormant', 'lost']) as life_cycle,
      unnest(
        [
          day,
          greatest(day, (first_on + policy.active_days)::date),
          (day + policy.active_days + 1)::date,
          (day + policy.cooling_days + 1)::date,
          (day + policy.dormant_days + 1)::date
        ]
      ) as from_on,
      unnest(
        [
          least(next_on, (first_on + policy.active_days)::date),
          least(next_on, (day + policy.active_days + 1)::date),
          least(next_on, (day + policy.cooling_days + 1)::date),
          least(next_on, (day + policy.dormant_days + 1)::date),
          next_on
        ]
      ) as until_on
    from
      followed
      join ledger.accounts as account on account.account_no = followed.member_no
      join meta.member_policies as policy on policy.programme_id = account.programme_id
  ),
  waiting as (
    select
      member_no,
      programme_id,
      'never_bought' as life_cycle,
      first_event_on as from_on,
      coalesce(first_purchase_on, '9999-12-31'::date) as until_on
    from
      cohorts.members
    where
      counts_in_all
      and member_no between $first_account and $last_account
  ),
  spans as (
    from
      bought
    union all
    from
      waiting
  )
select
  spans.programme_id,
  spans.member_no,
  spans.life_cycle,
  month_no (spans.from_on) as from_month,
  case
    when spans.until_on > programme.as_of then month_no (programme.as_of) + 1
    else month_no (spans.until_on)
  end as until_month
from
  spans
  join meta.programmes as programme on programme.programme_id = spans.programme_id
where
  spans.from_on < spans.until_on
  and spans.from_on <= programme.as_of
  and from_month < until_month
order by
  spans.programme_id,
  spans.life_cycle,
  from_month,
  spans.member_no
