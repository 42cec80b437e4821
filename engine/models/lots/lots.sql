-- One row per lot: the points one event opened, where they came from and what became of them.
select
  lot_id.lot_id,
  entry.programme_id,
  entry.wallet,
  entry.member_id,
  lot.account_no,
  entry.source as opening_source,
  entry.event_id as opening_event_id,
  parent_id.lot_id as parent_lot_id,
  origin_id.lot_id as origin_lot_id,
  lot.origin_opened_at,
  origin.issuer_merchant_id,
  origin.tier_at_opening,
  lot.opened_at,
  lot.available_at,
  lot.expires_at,
  lot.is_pending,
  lot.points_opened,
  lot.points_redeemed,
  lot.points_expired,
  lot.points_transferred,
  lot.points_reversed,
  lot.points_forfeited,
  lot.points_adjusted,
  lot.points_exchanged,
  lot.points_debt_repaid,
  lot.points_restored,
  lot.points_remaining,
  lot.lot_no,
  lot.opening_entry_no,
  lot.parent_lot_no,
  lot.origin_lot_no
from
  lots.lot_facts as lot
  join ledger.entries as entry on entry.entry_no = lot.opening_entry_no
  join lots.lot_ids as lot_id on lot_id.lot_no = lot.lot_no
  join lots.lot_ids as origin_id on origin_id.lot_no = lot.origin_lot_no
  join lots.origin_facts as origin on origin.lot_no = lot.origin_lot_no
  left join lots.lot_ids as parent_id on parent_id.lot_no = lot.parent_lot_no
