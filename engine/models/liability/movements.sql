-- One row per month × month in which it was known × kind of points × tier at issue × issuer × vintage: points that lots
-- gained and lost, the money of the sales that issued them, and the debt of accounts (in rows without vintage). Everything
-- of the liability is made of these sums.
with
  lot_points as (
    select
      cell_no,
      month_no,
      known_month_no,
      sum(points) filter(move in ('earn', 'exchange_in', 'adjust', 'restore', 'transfer_in')) as opened,
      sum(points) filter(move = 'earn') as issued,
      sum(points) filter(move in ('restore', 'child/restore', 'use/restore')) as restored,
      sum(points) filter(move in ('child/restore', 'use/restore')) as given_back,
      sum(points) filter(move = 'use/redeem') as redeemed,
      sum(points) filter(move = 'use/expire') as expired,
      sum(points) filter(move = 'use/reverse') as reversed,
      sum(points) filter(move in ('transfer_in', 'child/transfer_in')) as transferred_in,
      sum(points) filter(move = 'use/transfer') as transferred_out,
      sum(points) filter(move = 'exchange_in') as exchanged_in,
      sum(points) filter(move = 'use/exchange') as exchanged_out,
      sum(points) filter(move = 'adjust') as adjusted_up,
      sum(points) filter(move = 'use/adjust') as adjusted_down,
      sum(points) filter(move = 'use/forfeit') as forfeited,
      sum(points) filter(move = 'use/debt_repaid') as debt_repaid,
      sum(points) filter(move = 'repayment') as redeeming_repayments,
      sum(points) filter(move = 'undone') as redemptions_undone
    from
      posting.lot_moves
    group by all
  ),
  sales as (
    select
      lot_cell.cell_no,
      cells.vintage_no as month_no,
      greatest(late.known_month_no, cells.vintage_no) as known_month_no,
      count(*) as lots,
      -- Whole squared points, in integers: decimals of eighteen digits cannot hold the square of a large lot.
      sum(
        ((origin.points_opened * 100)::hugeint * (origin.points_opened * 100)::hugeint // 10000)::decimal(38, 4)
      ) as issued_squared,
      sum(origin.gross) as gross,
      sum(origin.net) as net,
      sum(origin.allocated) as allocated
    from
      posting.origin_values as origin
      join posting.lot_cells as lot_cell on lot_cell.lot_no = origin.lot_no
      join posting.cells as cells on cells.cell_no = lot_cell.cell_no
      left join posting.late_entries as late on late.entry_no = origin.entry_no
    group by all
  ),
  of_cells as (
    select
      *
    from
      lot_points
    union all
    by name
    select
      *
    from
      sales
    union all
    by name
    select
      cell_no,
      month_no,
      known_month_no,
      gross as gross_reversed,
      net as net_reversed,
      allocated as allocated_reversed
    from
      posting.reversed_sales
    union all
    by name
    select
      cell_no,
      month_no,
      month_no as known_month_no,
      points as pending
    from
      posting.pending_moves
  ),
  of_accounts as (
    select
      *
    from
      of_cells
    union all
    by name
    select
      programme_id,
      wallet,
      month_no,
      known_month_no,
      incurred as debt_incurred,
      settled as debt_settled,
      cancelled as debt_cancelled
    from
      posting.debt_moves
  ),
  -- Cells are numbers until they are summed: texts of a million rows are slow to tell apart.
  summed as (
    select
      cell_no,
      programme_id,
      wallet,
      month_no,
      known_month_no,
      sum_points (opened) as opened,
      sum_points (issued) as issued,
      sum_points (restored) as restored,
      sum_points (given_back) as given_back,
      sum_points (redeemed) as redeemed,
      sum_points (expired) as expired,
      sum_points (reversed) as reversed,
      sum_points (transferred_in) as transferred_in,
      sum_points (transferred_out) as transferred_out,
      sum_points (exchanged_in) as exchanged_in,
      sum_points (exchanged_out) as exchanged_out,
      sum_points (adjusted_up) as adjusted_up,
      sum_points (adjusted_down) as adjusted_down,
      sum_points (forfeited) as forfeited,
      sum_points (debt_repaid) as debt_repaid,
      sum_points (redeeming_repayments) as redeeming_repayments,
      sum_points (redemptions_undone) as redemptions_undone,
      sum_points (pending) as pending,
      sum_points (debt_incurred) as debt_incurred,
      sum_points (debt_settled) as debt_settled,
      sum_points (debt_cancelled) as debt_cancelled,
      coalesce(sum(lots), 0)::bigint as lots,
      coalesce(sum(issued_squared), 0)::decimal(38, 4) as issued_squared,
      sum_money (gross) as gross,
      sum_money (net) as net,
      sum_money (allocated) as allocated,
      sum_money (gross_reversed) as gross_reversed,
      sum_money (net_reversed) as net_reversed,
      sum_money (allocated_reversed) as allocated_reversed
    from
      of_accounts
    group by
      cell_no,
      programme_id,
      wallet,
      month_no,
      known_month_no
  )
select
  coalesce(cells.programme_id, summed.programme_id) as programme_id,
  coalesce(cells.wallet, summed.wallet) as wallet,
  month_start (summed.month_no) as month,
  month_start (summed.known_month_no) as known_month,
  cells.kind,
  cells.tier,
  cells.issuer_merchant_id,
  month_start (cells.vintage_no) as vintage,
  summed.opened,
  summed.issued,
  summed.restored,
  summed.given_back,
  summed.redeemed,
  summed.expired,
  summed.reversed,
  summed.transferred_in,
  summed.transferred_out,
  summed.exchanged_in,
  summed.exchanged_out,
  summed.adjusted_up,
  summed.adjusted_down,
  summed.forfeited,
  summed.debt_repaid,
  summed.redeeming_repayments,
  summed.redemptions_undone,
  summed.pending,
  summed.debt_incurred,
  summed.debt_settled,
  summed.debt_cancelled,
  summed.lots,
  summed.issued_squared,
  summed.gross,
  summed.net,
  summed.allocated,
  summed.gross_reversed,
  summed.net_reversed,
  summed.allocated_reversed
from
  summed
  left join posting.cells as cells on cells.cell_no = summed.cell_no
