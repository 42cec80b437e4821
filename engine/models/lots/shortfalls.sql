-- One row per event that wanted more points than there were, and what became of the rest.
select
  account.programme_id,
  account.wallet,
  account.member_id,
  coalesce(entry.source, unposted.source) as source,
  coalesce(entry.event_id, unposted.event_id) as event_id,
  fact.kind,
  fact.points,
  fact.settled,
  fact.cancelled,
  fact.points_expired_before,
  fact.account_no,
  fact.entry_no
from
  lots.shortfall_facts as fact
  join ledger.accounts as account on account.account_no = fact.account_no
  left join ledger.entries as entry on entry.entry_no = fact.entry_no
  left join ledger.unposted as unposted on unposted.entry_no = fact.entry_no
