-- One row per use of points after their expiry. Where the engine expires lots, it is what an event asked for beyond the
-- balance and had been there before it expired; where only bookings expire them, it is a lot used at or after its expiry.
with
  asked_too_late as (
    select
      account_no,
      entry_no,
      null::integer as lot_no,
      sum(points_expired_before) as points,
      null::timestamptz as expired_at
    from
      lots.shortfall_facts
    where
      points_expired_before > 0
    group by
      account_no,
      entry_no
  ),
  booked_accounts as (
    select
      account_no
    from
      ledger.accounts
      join meta.wallets using (programme_id, wallet)
    where
      expiry_source = 'booked'
  ),
  used_too_late as (
    select
      fact.account_no,
      fact.entry_no,
      fact.lot_no,
      fact.points,
      lot.expires_at as expired_at
    from
      lots.use_facts as fact
      join lots.lot_facts as lot using (lot_no)
    where
      fact.use_type in ('redeem', 'transfer', 'exchange', 'adjust')
      and fact.used_at >= lot.expires_at
      and fact.account_no in (
        select
          account_no
        from
          booked_accounts
      )
  ),
  late as (
    select
      *
    from
      asked_too_late
    union all
    select
      *
    from
      used_too_late
  )
select
  account.programme_id,
  'account' as subject_type,
  concat(account.wallet, '/', account.member_id) as subject_id,
  account.wallet,
  entry.source,
  entry.event_id,
  entry.effective_at as occurred_at,
  late.points as observed,
  0.00 as expected,
  late.points,
  {
    'event_type': entry.event_type,
    'points_used': abs(entry.points_posted),
    'points_expired': late.points,
    'expired_on': local_day (account.programme_id, late.expired_at)
  } as evidence,
  late.entry_no,
  late.lot_no
from
  late
  join ledger.entries as entry using (entry_no)
  join ledger.accounts as account on account.account_no = late.account_no
where
  entry.event_type in ('redeem', 'transfer_out', 'exchange_out', 'adjust')
