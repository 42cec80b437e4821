-- One row per cell, month, month in which it was known, and kind of movement: points that lots gained or lost. Months
-- count from year 0.
with
  openings as (
    select
      cells.cell_no,
      cells.vintage_no as month_no,
      greatest(late.known_month_no, cells.vintage_no) as known_month_no,
      origin.event_type as move,
      sum(origin.points_opened) as points
    from
      posting.origin_values as origin
      join posting.lot_cells as lot_cell on lot_cell.lot_no = origin.lot_no
      join posting.cells as cells on cells.cell_no = lot_cell.cell_no
      left join posting.late_entries as late on late.entry_no = origin.entry_no
    group by all
  ),
  -- Lots that carry on an earlier one: of a transfer, or of a restore that granted days of grace.
  children as (
    select
      lot_cell.cell_no,
      month_no (local_day (entry.programme_id, lot.opened_at)) as month_no,
      greatest(late.known_month_no, month_no (local_day (entry.programme_id, lot.opened_at))) as known_month_no,
      concat('child/', entry.event_type) as move,
      sum(lot.points_opened) as points
    from
      lots.lot_facts as lot
      join ledger.entries as entry on entry.entry_no = lot.opening_entry_no
      join posting.lot_cells as lot_cell on lot_cell.lot_no = lot.lot_no
      left join posting.late_entries as late on late.entry_no = lot.opening_entry_no
    where
      lot.lot_no <> lot.origin_lot_no
    group by all
  ),
  uses as (
    select
      lot_cell.cell_no,
      month_no (local_day (account.programme_id, fact.used_at)) as month_no,
      greatest(late.known_month_no, month_no (local_day (account.programme_id, fact.used_at))) as known_month_no,
      concat('use/', fact.use_type) as move,
      sum(fact.points) as points
    from
      lots.use_facts as fact
      join posting.lot_cells as lot_cell on lot_cell.lot_no = fact.lot_no
      join ledger.accounts as account on account.account_no = fact.account_no
      left join posting.late_entries as late on late.entry_no = fact.entry_no
    group by all
  ),
  -- What paid the debt of a redemption is redeemed itself (see redeeming_repayments in liability.movements).
  repayments as (
    select
      lot_cell.cell_no,
      month_no (local_day (cause.programme_id, fact.used_at)) as month_no,
      greatest(late.known_month_no, month_no (local_day (cause.programme_id, fact.used_at))) as known_month_no,
      'repayment' as move,
      sum(fact.points) as points
    from
      lots.use_facts as fact
      join ledger.entries as cause on cause.entry_no = fact.cause_entry_no
      join posting.lot_cells as lot_cell on lot_cell.lot_no = fact.lot_no
      left join posting.late_entries as late on late.entry_no = fact.entry_no
    where
      fact.use_type = 'debt_repaid'
      and cause.event_type in ('redeem', 'exchange_out')
    group by all
  ),
  -- A restore lowers the cell of the triangle in which its redemption stands.
  undone as (
    select
      lot_cell.cell_no,
      greatest(cells.vintage_no, month_no (local_day (redemption.programme_id, redemption.effective_at))) as month_no,
      greatest(late.known_month_no, month_no (local_day (redemption.programme_id, fact.used_at))) as known_month_no,
      'undone' as move,
      sum(fact.points) as points
    from
      posting.restored_points as fact
      join ledger.entries as redemption on redemption.entry_no = fact.redemption_entry_no
      join posting.lot_cells as lot_cell on lot_cell.lot_no = fact.lot_no
      join posting.cells as cells on cells.cell_no = lot_cell.cell_no
      left join posting.late_entries as late on late.entry_no = fact.entry_no
    group by all
  )
select
  *
from
  openings
union all
select
  *
from
  children
union all
select
  *
from
  uses
union all
select
  *
from
  repayments
union all
select
  *
from
  undone
