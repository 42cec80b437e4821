-- One row per lot: the cell of its origin.
with
  origin_cells as (
    select
      origin.lot_no,
      cells.cell_no
    from
      posting.origin_values as origin
      join posting.cells as cells on cells.programme_id = origin.programme_id
      and cells.wallet = origin.wallet
      and cells.kind = origin.kind
      and cells.tier is not distinct from origin.tier
      and cells.issuer_merchant_id is not distinct from origin.issuer_merchant_id
      and cells.vintage_no = origin.vintage_no
  )
select
  lot_no,
  cell_no
from
  origin_cells
union all
select
  child.lot_no,
  origin_cells.cell_no
from
  lots.lot_facts as child
  join origin_cells on origin_cells.lot_no = child.origin_lot_no
where
  child.lot_no <> child.origin_lot_no
