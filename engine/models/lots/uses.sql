-- One row per event and lot that it touched, and per implied expiry of a lot. Nothing is netted away.
select
  account.programme_id,
  account.wallet,
  account.member_id,
  entry.source,
  entry.event_id,
  lot_id.lot_id,
  fact.use_type,
  fact.points,
  fact.used_at,
  cause.source as cause_source,
  cause.event_id as cause_event_id,
  fact.use_no,
  fact.account_no,
  fact.entry_no,
  fact.lot_no,
  fact.cause_entry_no
from
  lots.use_facts as fact
  join ledger.accounts as account on account.account_no = fact.account_no
  join lots.lot_ids as lot_id on lot_id.lot_no = fact.lot_no
  left join ledger.entries as entry on entry.entry_no = fact.entry_no
  left join ledger.entries as cause on cause.entry_no = fact.cause_entry_no
