-- One row per lot: the cell of the roll-forward that its points stand in, which is that of its origin.
select
  lot.lot_no,
  lot.account_no,
  account.programme_id,
  account.wallet,
  origin.kind,
  treatments.treatment,
  origin.tier,
  origin.issuer_merchant_id as issuer,
  origin.vintage
from
  lots.lot_facts as lot
  join liability.origins as origin on origin.lot_no = lot.origin_lot_no
  join ledger.accounts as account on account.account_no = origin.account_no
  join meta.treatments as treatments on treatments.kind = origin.kind
