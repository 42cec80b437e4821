-- One row per lot that is its own origin: the dimensions that its points keep through transfers and grace, and the money
-- of the sale that issued them (whole 1/10000 of the currency unit).
select
  lot.lot_no,
  lot.account_no,
  lot.opening_entry_no as entry_no,
  entry.programme_id,
  entry.wallet,
  entry.event_type,
  coalesce(issuer_kind.kind, kinds.kind) as kind,
  origin.tier_at_opening as tier,
  origin.issuer_merchant_id,
  month_no (local_day (entry.programme_id, lot.opened_at)) as vintage_no,
  lot.points_opened,
  coalesce(allocation.gross, 0) as gross,
  coalesce(allocation.net, 0) as net,
  coalesce(allocation.allocated, 0) as allocated
from
  lots.lot_facts as lot
  join ledger.entries as entry on entry.entry_no = lot.opening_entry_no
  join lots.origin_facts as origin on origin.lot_no = lot.lot_no
  join meta.point_kinds as kinds on kinds.programme_id = entry.programme_id
  and kinds.wallet = entry.wallet
  and kinds.event_type = entry.event_type
  and kinds.reason is not distinct from entry.reason
  and kinds.is_sale = (
    entry.order_id is not null
    or coalesce(entry.amount > 0, false)
  )
  left join meta.issuer_kinds as issuer_kind on issuer_kind.programme_id = entry.programme_id
  and issuer_kind.wallet = entry.wallet
  and issuer_kind.issuer_merchant_id is not distinct from origin.issuer_merchant_id
  and issuer_kind.is_sale = kinds.is_sale
  left join posting.sale_allocations as allocation on allocation.entry_no = lot.opening_entry_no
where
  lot.origin_lot_no = lot.lot_no
