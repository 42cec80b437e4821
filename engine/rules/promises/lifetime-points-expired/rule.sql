-- One row per account and version of terms that promised lifetime validity when points were earned that expired.
with
  promised_accounts as (
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
      terms.validity_kind = 'lifetime'
  ),
  expired as (
    select
      account.*,
      lot.lot_no,
      lot.points_expired,
      coalesce(lot.expires_at, lot.opened_at) as expired_at
    from
      promised_accounts as account
      join lots.lot_facts as lot on lot.account_no = account.account_no
      and lot.origin_opened_at >= account.starts_at
      and lot.origin_opened_at < coalesce(account.ends_at, 'infinity'::timestamptz)
    where
      lot.points_expired > 0
  )
select
  programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  min(expired_at) as occurred_at,
  local_day (programme_id, min(expired_at)) as observed,
  'lifetime' as expected,
  member_id,
  sum(points_expired) as points,
  {
    'member_id': member_id,
    'points_expired': sum(points_expired),
    'first_expiry_on': local_day (programme_id, min(expired_at)),
    'lots': count(*)
  } as evidence,
  -- The record to look at: that of the lot whose end comes first.
  arg_min(lot_no, {'ends': expired_at, 'lot': lot_no}) as lot_no
from
  expired
group by
  programme_id,
  wallet,
  terms_id,
  member_id
