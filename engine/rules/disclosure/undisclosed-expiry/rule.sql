-- One row per account and version of terms that disclosed no expiry when points were earned: points of it that expired, or
-- that carry an expiry.
with
  silent_accounts as (
    select
      account.account_no,
      account.programme_id,
      account.wallet,
      account.member_id,
      terms.terms_id,
      terms.starts_at,
      terms.ends_at
    from
      meta.terms_periods as terms
      join ledger.accounts as account on account.programme_id = terms.programme_id
      and account.wallet = terms.wallet
    where
      coalesce(terms.validity_kind, 'undisclosed') = 'undisclosed'
  ),
  limited as (
    select
      account.*,
      lot.lot_no,
      lot.points_expired,
      lot.points_remaining,
      lot.expires_at,
      lot.points_expired > 0 as is_expired
    from
      silent_accounts as account
      join lots.lot_facts as lot on lot.account_no = account.account_no
      and lot.origin_opened_at >= account.starts_at
      and lot.origin_opened_at < coalesce(account.ends_at, 'infinity'::timestamptz)
    where
      lot.expires_at is not null
      and lot.points_expired + lot.points_remaining > 0
  )
select
  programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  min(expires_at) filter(
    where
      is_expired
  ) as occurred_at,
  case
    when bool_or(is_expired) then 'expired'
    else 'will_expire'
  end as observed,
  'undisclosed' as expected,
  case
    when bool_or(is_expired) then 'critical'
    else 'high'
  end as severity,
  member_id,
  sum(points_expired + points_remaining) as points,
  {
    'member_id': member_id,
    'points_expired': sum(points_expired),
    'points_that_will_expire': sum(points_remaining),
    'first_expiry_on': local_day (programme_id, min(expires_at)),
    'lots': count(*)
  } as evidence,
  -- The record to look at: that of the lot whose end comes first.
  arg_min(lot_no, {'ends': expires_at, 'lot': lot_no}) as lot_no
from
  limited
group by
  programme_id,
  wallet,
  terms_id,
  member_id
