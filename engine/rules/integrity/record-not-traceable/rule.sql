-- One row per use of a lot whose origin is no earn: a transfer that nobody sent, the uncovered part of one, a correction
-- by hand, a restore without redemption. Points exchanged with a named partner lead to that partner.
with
  origins as (
    select
      lot.lot_no as origin_lot_no,
      opening.event_type,
      opening.source,
      opening.event_id
    from
      ledger.entries as opening
      join lots.lot_facts as lot on lot.opening_entry_no = opening.entry_no
    where
      opening.event_type <> 'earn'
      and (
        opening.event_type <> 'exchange_in'
        or opening.counterpart_programme is null
      )
  ),
  descendants as (
    select
      lot.lot_no,
      origins.*
    from
      lots.lot_facts as lot
      join origins using (origin_lot_no)
  )
select
  account.programme_id,
  'account' as subject_type,
  concat(account.wallet, '/', account.member_id) as subject_id,
  account.wallet,
  entry.source,
  entry.event_id,
  fact.used_at as occurred_at,
  concat(descendant.event_type, ' ', descendant.event_id) as observed,
  'earn' as expected,
  fact.points,
  {
    'event_type': entry.event_type,
    'points': fact.points,
    'origin_event_type': descendant.event_type,
    'origin_source': descendant.source,
    'origin_event_id': descendant.event_id
  } as evidence,
  fact.entry_no,
  fact.lot_no
from
  descendants as descendant
  join lots.use_facts as fact using (lot_no)
  join ledger.entries as entry on entry.entry_no = fact.entry_no
  join ledger.accounts as account on account.account_no = fact.account_no
where
  fact.use_type in ('redeem', 'exchange')
