-- One row per reversal and lot that it takes points of, with the lot whose sale it takes back. A reversal that names its
-- earn takes back that earn's sale, whichever lots it used; one that names none, those of the lots it used.
with
  named as (
    select
      entry_no,
      related_entry_no as earn_entry_no
    from
      posting.related_entries
    where
      event_type = 'reverse'
  )
select
  entry.entry_no,
  origin.lot_no,
  origin.lot_no as origin_lot_no,
  entry.programme_id,
  entry.effective_at as reversed_at,
  entry.points_posted as points
from
  named
  join ledger.entries as entry on entry.entry_no = named.entry_no
  join posting.origin_values as origin on origin.entry_no = named.earn_entry_no
union all
select
  fact.entry_no,
  fact.lot_no,
  lot.origin_lot_no,
  account.programme_id,
  fact.used_at,
  fact.points
from
  lots.use_facts as fact
  join lots.lot_facts as lot on lot.lot_no = fact.lot_no
  join ledger.accounts as account on account.account_no = fact.account_no
  anti join named on named.entry_no = fact.entry_no
where
  fact.use_type = 'reverse'
