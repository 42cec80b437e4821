-- One row per lot: the cell of the roll-forward that its points stand in, which is that of its origin.
select
  lot.lot_no,
  lot.account_no,
  account.programme_id,
  account.wallet,
  origin.kind,
  treatments.treatment,
  facts.tier_at_opening as tier,
  facts.issuer_merchant_id as issuer,
  date_trunc('month', timezone(programme.time_zone, lot.origin_opened_at))::date as vintage
from
  lots.lot_facts as lot
  join liability.origins as origin on origin.lot_no = lot.origin_lot_no
  join lots.origin_facts as facts on facts.lot_no = lot.origin_lot_no
  join ledger.accounts as account on account.account_no = origin.account_no
  join meta.programmes as programme on programme.programme_id = account.programme_id
  join meta.treatments as treatments on treatments.kind = origin.kind
