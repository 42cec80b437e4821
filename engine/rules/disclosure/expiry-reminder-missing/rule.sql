-- One row per account and version of terms, in force when points of it expired, whose promised reminder did not come.
with
  promised_accounts as (
    select
      account.account_no,
      account.programme_id,
      account.wallet,
      account.member_id,
      terms.terms_id,
      terms.reminder_days,
      terms.starts_at,
      terms.ends_at
    from
      meta.terms_periods as terms
      join ledger.accounts as account on account.programme_id = terms.programme_id
      and account.wallet = terms.wallet
    where
      terms.reminder_days is not null
  ),
  expired as (
    select
      account.*,
      lot.expires_at,
      lot.expires_at - to_days(account.reminder_days + parameter_early_days (account.programme_id, lot.expires_at)::integer) as earliest,
      sum(lot.points_expired) as points
    from
      promised_accounts as account
      join lots.lot_facts as lot on lot.account_no = account.account_no
      and lot.expires_at > account.starts_at
      and lot.expires_at <= coalesce(account.ends_at, 'infinity'::timestamptz)
    where
      lot.points_expired > 0
    group by all
  ),
  reminders as (
    select
      programme_id,
      member_id,
      wallet,
      sent_at,
      expires_on
    from
      data.notices
    where
      kind = 'expiry_reminder'
      and coalesce(delivery_status, 'delivered') in ('delivered', 'read', 'opened')
  ),
  -- Joined and not anti-joined, for only then the members find each other by hash.
  reminded as (
    select
      expired.account_no,
      expired.terms_id,
      expired.starts_at,
      expired.expires_at
    from
      expired
      join reminders as own on own.programme_id = expired.programme_id
      and own.member_id = expired.member_id
      and coalesce(own.wallet, expired.wallet) = expired.wallet
      and own.sent_at >= expired.earliest
      and own.sent_at < expired.expires_at
      and coalesce(
        own.expires_on between local_day (expired.programme_id, expired.expires_at) - 2 and local_day (expired.programme_id, expired.expires_at),
        true
      )
    union all
    select
      expired.account_no,
      expired.terms_id,
      expired.starts_at,
      expired.expires_at
    from
      expired
      join (
        select
          *
        from
          reminders
        where
          member_id is null
      ) as general on general.programme_id = expired.programme_id
      and coalesce(general.wallet, expired.wallet) = expired.wallet
      and general.sent_at >= expired.earliest
      and general.sent_at < expired.expires_at
      and coalesce(
        general.expires_on between local_day (expired.programme_id, expired.expires_at) - 2 and local_day (expired.programme_id, expired.expires_at),
        true
      )
  ),
  unreminded as (
    select
      expired.*
    from
      expired
      anti join reminded using (account_no, terms_id, starts_at, expires_at)
  )
select
  programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  min(expires_at) as occurred_at,
  'none' as observed,
  any_value(reminder_days) as expected,
  member_id,
  sum(points) as points,
  {
    'member_id': member_id,
    'first_expiry_on': local_day (programme_id, min(expires_at)),
    'expiries': count(*),
    'points': sum(points)
  } as evidence
from
  unreminded
group by
  programme_id,
  wallet,
  terms_id,
  member_id
