-- One row per account and version of terms whose promised validity its points did not get: lots that expired, or will,
-- before the end promised when they were earned. A member who acknowledged later terms of the wallet before has consented.
-- Validity by activity is taken at its shortest, from the earning. Without months promised, or an end, nothing is earlier.
with
  promising_accounts as (
    select
      account.account_no,
      account.programme_id,
      account.wallet,
      account.member_id,
      terms.terms_id,
      terms.validity_kind,
      terms.validity_months,
      terms.starts_at,
      terms.ends_at
    from
      meta.terms_periods as terms
      join ledger.accounts as account on account.programme_id = terms.programme_id
      and account.wallet = terms.wallet
    where
      terms.validity_kind in ('months', 'activity', 'calendar')
  ),
  promised as (
    select
      account.*,
      lot.lot_no,
      lot.points_expired,
      lot.points_remaining,
      lot.expires_at,
      local_midnight (
        account.programme_id,
        case account.validity_kind
          when 'calendar' then (
            date_trunc('year', local_day (account.programme_id, lot.origin_opened_at)) + to_years(1) + to_months(account.validity_months)
          )::date
          else (local_day (account.programme_id, lot.origin_opened_at) + to_months(account.validity_months))::date + 1
        end
      ) as promised_until
    from
      promising_accounts as account
      join lots.lot_facts as lot on lot.account_no = account.account_no
      and lot.origin_opened_at >= account.starts_at
      and lot.origin_opened_at < coalesce(account.ends_at, 'infinity'::timestamptz)
    where
      lot.points_expired + lot.points_remaining > 0
  ),
  shortened as (
    select
      *
    from
      promised
    where
      expires_at < promised_until
      and not exists (
        select
          1
        from
          data.acknowledgements as acknowledgement
          join meta.terms_periods as later on later.programme_id = acknowledgement.programme_id
          and later.terms_id = acknowledgement.terms_id
        where
          acknowledgement.programme_id = promised.programme_id
          and acknowledgement.member_id = promised.member_id
          and acknowledgement.acknowledged_at < promised.expires_at
          and later.wallet = promised.wallet
          and later.starts_at > promised.starts_at
      )
  )
select
  programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  min(expires_at) filter(
    where
      points_expired > 0
  ) as occurred_at,
  local_day (programme_id, min(expires_at)) as observed,
  local_day (programme_id, min(promised_until)) as expected,
  member_id,
  sum(points_expired + points_remaining) as points,
  {
    'member_id': member_id,
    'points_expired': sum(points_expired),
    'points_that_will_expire': sum(points_remaining),
    'expires_on': local_day (programme_id, min(expires_at)),
    'promised_until': local_day (programme_id, min(promised_until)),
    'lots': count(*)
  } as evidence,
  -- The record to look at: that of the lot whose end comes first.
  arg_min(lot_no, {'ends': expires_at, 'lot': lot_no}) as lot_no
from
  shortened
group by
  programme_id,
  wallet,
  terms_id,
  member_id
