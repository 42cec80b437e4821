-- One row per event by which points of a Shenzhen carbon wallet were handed on, exchanged away or cancelled.
select
  entry.programme_id,
  'account' as subject_type,
  concat(entry.wallet, '/', entry.member_id) as subject_id,
  entry.wallet,
  entry.source,
  entry.event_id,
  entry.effective_at as occurred_at,
  entry.event_type as observed,
  'redeem' as expected,
  entry.points_posted as points,
  {
    'event_type': entry.event_type,
    'points': entry.points_posted,
    'to_member_id': entry.counterparty_member_id,
    'to_programme': entry.counterpart_programme
  } as evidence,
  entry.entry_no
from
  ledger.entries as entry
  join meta.wallet_regimes as regime on regime.programme_id = entry.programme_id
  and regime.wallet = entry.wallet
where
  regime.regime = 'shenzhen_carbon'
  and entry.event_type in ('transfer_out', 'exchange_out', 'forfeit')
