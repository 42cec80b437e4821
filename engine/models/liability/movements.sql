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
  )
select
  coalesce(cells.programme_id, moves.programme_id) as programme_id,
  coalesce(cells.wallet, moves.wallet) as wallet,
  month_start (moves.month_no) as month,
  month_start (moves.known_month_no) as known_month,
  cells.kind,
  cells.tier,
  cells.issuer_merchant_id,
  month_start (cells.vintage_no) as vintage,
  sum_points (moves.opened) as opened,
  sum_points (moves.issued) as issued,
  sum_points (moves.restored) as restored,
  sum_points (moves.given_back) as given_back,
  sum_points (moves.redeemed) as redeemed,
  sum_points (moves.expired) as expired,
  sum_points (moves.reversed) as reversed,
  sum_points (moves.transferred_in) as transferred_in,
  sum_points (moves.transferred_out) as transferred_out,
  sum_points (moves.exchanged_in) as exchanged_in,
  sum_points (moves.exchanged_out) as exchanged_out,
  sum_points (moves.adjusted_up) as adjusted_up,
  sum_points (moves.adjusted_down) as adjusted_down,
  sum_points (moves.forfeited) as forfeited,
  sum_points (moves.debt_repaid) as debt_repaid,
  sum_points (moves.redeeming_repayments) as redeeming_repayments,
  sum_points (moves.redemptions_undone) as redemptions_undone,
  sum_points (moves.pending) as pending,
  sum_points (moves.debt_incurred) as debt_incurred,
  sum_points (moves.debt_settled) as debt_settled,
  sum_points (moves.debt_cancelled) as debt_cancelled,
  coalesce(sum(moves.lots), 0)::bigint as lots,
  coalesce(sum(moves.issued_squared), 0)::decimal(38, 4) as issued_squared,
  sum_money (moves.gross) as gross,
  sum_money (moves.net) as net,
  sum_money (moves.allocated) as allocated,
  sum_money (moves.gross_reversed) as gross_reversed,
  sum_money (moves.net_reversed) as net_reversed,
  sum_money (moves.allocated_reversed) as allocated_reversed
from
  of_accounts as moves
  left join posting.cells as cells on cells.cell_no = moves.cell_no
group by all
