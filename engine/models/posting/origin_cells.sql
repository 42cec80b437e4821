-- One row per lot that is its own origin: its cell of the roll-forward and what kind of event issued it.
select
  origin.lot_no,
  origin.event_type,
  cells.cell_no
from
  liability.origins as origin
  join ledger.accounts as account on account.account_no = origin.account_no
  join liability.cells as cells on cells.programme_id = account.programme_id
  and cells.wallet = account.wallet
  and cells.kind = origin.kind
  and cells.vintage = origin.vintage
  and cells.tier is not distinct from origin.tier
  and cells.issuer_merchant_id is not distinct from origin.issuer_merchant_id
