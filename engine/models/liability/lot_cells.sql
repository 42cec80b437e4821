-- One row per lot: the cell of the roll-forward that its points stand in, which is that of its origin.
with
  origins as (
    select
      lot.lot_no,
      entry.programme_id,
      entry.wallet,
      case
        when origin.issuer_merchant_id is distinct from coalesce(policy.entity_merchant_id, origin.issuer_merchant_id) then 'elsewhere'
        else kinds.kind
      end as kind,
      origin.tier_at_opening as tier,
      origin.issuer_merchant_id as issuer,
      date_trunc('month', timezone(programme.time_zone, lot.opened_at))::date as vintage
    from
      lots.lot_facts as lot
      join ledger.entries as entry on entry.entry_no = lot.opening_entry_no
      join lots.origin_facts as origin on origin.lot_no = lot.lot_no
      join meta.programmes as programme on programme.programme_id = entry.programme_id
      join meta.liability_policies as policy on policy.programme_id = entry.programme_id
      join meta.point_kinds as kinds on kinds.programme_id = entry.programme_id
      and kinds.wallet = entry.wallet
      and kinds.event_type = entry.event_type
      and kinds.reason is not distinct from entry.reason
      and kinds.is_sale = (
        entry.order_id is not null
        or coalesce(entry.amount > 0, false)
      )
    where
      lot.origin_lot_no = lot.lot_no
  )
select
  lot.lot_no,
  lot.account_no,
  origins.programme_id,
  origins.wallet,
  origins.kind,
  treatments.treatment,
  origins.tier,
  origins.issuer,
  origins.vintage
from
  lots.lot_facts as lot
  join origins on origins.lot_no = lot.origin_lot_no
  join meta.treatments as treatments on treatments.kind = origins.kind
