-- One row per lot to which a restore gave points back after it had expired, and from which they expired at once (where expiry
-- is booked: with the next booking).
with
  given_back as (
    select
      used.entry_no,
      used.lot_no,
      used.used_at,
      used.points,
      lot.expires_at
    from
      lots.use_facts as used
      join lots.lot_facts as lot on lot.lot_no = used.lot_no
    where
      used.use_type = 'restore'
      and lot.expires_at <= used.used_at
  ),
  expiries as (
    select
      lot_no,
      used_at
    from
      lots.use_facts
    where
      use_type = 'expire'
      and lot_no in (
        select
          lot_no
        from
          given_back
      )
  )
select
  entry.programme_id,
  'account' as subject_type,
  concat(entry.wallet, '/', entry.member_id) as subject_id,
  entry.wallet,
  entry.source,
  entry.event_id,
  entry.occurred_at,
  given_back.points as observed,
  0::decimal(18, 2) as expected,
  entry.member_id,
  given_back.points,
  {
    'points_given_back': given_back.points,
    'expired_on': local_day (entry.programme_id, given_back.expires_at),
    'related_event_id': entry.related_event_id
  } as evidence,
  given_back.entry_no,
  given_back.lot_no
from
  given_back
  join ledger.entries as entry on entry.entry_no = given_back.entry_no
  join meta.wallets as policy on policy.programme_id = entry.programme_id
  and policy.wallet = entry.wallet
where
  exists (
    select
      1
    from
      expiries
    where
      expiries.lot_no = given_back.lot_no
      and expiries.used_at >= given_back.used_at
      and expiries.used_at <= given_back.used_at + case
        when policy.expiry_source = 'booked' then to_days(policy.expiry_tolerance_days)
        else interval 0 day
      end
  )
