-- One row per wallet, month, kind of points, issuer, redeeming merchant and span of settlement rates: points redeemed less
-- points given back, by where they were issued and where they were spent. `rates_from` is NULL before the first rate.
with
  redeeming as (
    select
      fact.lot_no,
      coalesce(fact.cause_entry_no, fact.entry_no) as entry_no,
      fact.used_at,
      fact.points
    from
      lots.use_facts as fact
    where
      fact.use_type in ('redeem', 'exchange', 'debt_repaid')
    union all
    select
      lot_no,
      redemption_entry_no,
      used_at,
      - points
    from
      posting.restored_points
  ),
  placed as (
    select
      lot_cell.cell_no,
      entry.programme_id,
      entry.merchant_id,
      redeeming.used_at,
      redeeming.points
    from
      redeeming
      join posting.lot_cells as lot_cell on lot_cell.lot_no = redeeming.lot_no
      join ledger.entries as entry on entry.entry_no = redeeming.entry_no
    where
      entry.event_type in ('redeem', 'exchange_out')
  ),
  summed as (
    select
      placed.cell_no,
      placed.merchant_id,
      month_no (local_day (placed.programme_id, placed.used_at)) as month_no,
      span.valid_from,
      sum(placed.points) as points
    from
      placed
      join meta.settlement_spans as span on span.programme_id = placed.programme_id
      and placed.used_at >= span.valid_from
      and placed.used_at < span.valid_to
    group by all
  )
select
  cells.programme_id,
  cells.wallet,
  month_start (summed.month_no) as month,
  cells.kind,
  cells.issuer_merchant_id,
  summed.merchant_id as redeemer_merchant_id,
  nullif(summed.valid_from, '-infinity'::timestamptz) as rates_from,
  sum_points (summed.points) as points
from
  summed
  join posting.cells as cells on cells.cell_no = summed.cell_no
group by all
