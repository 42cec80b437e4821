-- One row per kind of points × tier at issue × issuer × vintage (a cell) and month in which anything of it moves: the
-- movements, what stands afterwards and until which month it stands so, and the movements' money at the pool's estimate
-- of that month. Months without a movement have no row; liability.rollforward shows them. Late events of closed months
-- count in the points of the month that is open; their money is its own column, prior_period.
with
  priced as not materialized (
    select
      cells.cell_no,
      moves.*,
      case
        when moves.treatment = 'contract_liability' then moves.allocated
        else points_at (pool.unit_in, moves.issued)
      end as issued_money,
      points_at (pool.unit_out, moves.given_back) + points_at (pool.unit_in, moves.restored - moves.given_back) as restored_money,
      points_at (pool.unit_out, moves.redeemed) as redeemed_money,
      case
        when moves.treatment = 'contract_liability' then moves.allocated_reversed
        else points_at (pool.unit_in, moves.reversed)
      end as reversed_money,
      points_at (pool.unit_in, moves.exchanged_in) - points_at (pool.unit_out, moves.exchanged_out) as exchanged_net_money,
      points_at (pool.unit_in, moves.adjusted_up) as adjusted_money,
      points_at (pool.unit_out, moves.redeeming_repayments) as debt_repaid_money
    from
      liability.cell_moves as moves
      join liability.cells as cells on cells.programme_id = moves.programme_id
      and cells.wallet = moves.wallet
      and cells.kind is not distinct from moves.kind
      and cells.tier is not distinct from moves.tier
      and cells.issuer_merchant_id is not distinct from moves.issuer_merchant_id
      and cells.vintage is not distinct from moves.vintage
      left join liability.pool_months as pool on pool.programme_id = moves.programme_id
      and pool.wallet = moves.wallet
      and pool.kind = moves.kind
      and pool.vintage = moves.vintage
      and pool.month = moves.month
  ),
  late as (
    select
      cell_no,
      treatment,
      month,
      sum(points_change) as points_change,
      sum(pending) as pending,
      sum(issued) as issued,
      sum(restored) as restored,
      sum(given_back) as given_back,
      sum(redeemed) as redeemed,
      sum(expired) as expired,
      sum(reversed) as reversed,
      sum(transferred_net) as transferred_net,
      sum(exchanged_in) as exchanged_in,
      sum(exchanged_out) as exchanged_out,
      sum(adjusted_up) as adjusted_up,
      sum(adjusted_down) as adjusted_down,
      sum(forfeited) as forfeited,
      sum(debt_repaid) as debt_repaid,
      sum(redeeming_repayments) as redeeming_repayments,
      sum(debt_incurred) as debt_incurred,
      sum(debt_settled) as debt_settled,
      sum(debt_cancelled) as debt_cancelled,
      coalesce(
        sum(
          issued_money + restored_money - redeemed_money - reversed_money + exchanged_net_money + adjusted_money - debt_repaid_money
        ),
        0
      ) as prior_period
    from
      priced
    where
      is_prior
    group by
      cell_no,
      treatment,
      month
  ),
  own as not materialized (
    select
      *
    from
      priced
    where
      not is_prior
  ),
  -- A month has one row of each cell that is its own and at most one of late events, so nothing need be summed. Late rows
  -- are few: they are looked up, and the wide rows of the months pass by without being kept.
  moved as not materialized (
    select
      own.cell_no,
      own.treatment,
      own.month,
      own.points_change + coalesce(late.points_change, 0) as points_change,
      own.pending + coalesce(late.pending, 0) as pending,
      own.issued + coalesce(late.issued, 0) as issued,
      own.restored + coalesce(late.restored, 0) as restored,
      own.given_back + coalesce(late.given_back, 0) as given_back,
      own.redeemed + coalesce(late.redeemed, 0) as redeemed,
      own.expired + coalesce(late.expired, 0) as expired,
      own.reversed + coalesce(late.reversed, 0) as reversed,
      own.transferred_net + coalesce(late.transferred_net, 0) as transferred_net,
      own.exchanged_in + coalesce(late.exchanged_in, 0) as exchanged_in,
      own.exchanged_out + coalesce(late.exchanged_out, 0) as exchanged_out,
      own.adjusted_up + coalesce(late.adjusted_up, 0) as adjusted_up,
      own.adjusted_down + coalesce(late.adjusted_down, 0) as adjusted_down,
      own.forfeited + coalesce(late.forfeited, 0) as forfeited,
      own.debt_repaid + coalesce(late.debt_repaid, 0) as debt_repaid,
      own.redeeming_repayments + coalesce(late.redeeming_repayments, 0) as redeeming_repayments,
      own.debt_incurred + coalesce(late.debt_incurred, 0) as debt_incurred,
      own.debt_settled + coalesce(late.debt_settled, 0) as debt_settled,
      own.debt_cancelled + coalesce(late.debt_cancelled, 0) as debt_cancelled,
      coalesce(own.gross, 0) as gross,
      coalesce(own.net, 0) as net,
      coalesce(own.allocated, 0) as allocated,
      coalesce(own.gross_reversed, 0) as gross_reversed,
      coalesce(own.net_reversed, 0) as net_reversed,
      coalesce(own.allocated_reversed, 0) as allocated_reversed,
      coalesce(own.issued_money, 0) as issued_money,
      coalesce(own.restored_money, 0) as restored_money,
      coalesce(own.redeemed_money, 0) as redeemed_money,
      coalesce(own.reversed_money, 0) as reversed_money,
      coalesce(own.exchanged_net_money, 0) as exchanged_net_money,
      coalesce(own.adjusted_money, 0) as adjusted_money,
      coalesce(own.debt_repaid_money, 0) as debt_repaid_money,
      coalesce(late.prior_period, 0) as prior_period
    from
      own
      left join late on late.cell_no = own.cell_no
      and late.treatment is not distinct from own.treatment
      and late.month = own.month
    union all
    select
      late.cell_no,
      late.treatment,
      late.month,
      late.points_change,
      late.pending,
      late.issued,
      late.restored,
      late.given_back,
      late.redeemed,
      late.expired,
      late.reversed,
      late.transferred_net,
      late.exchanged_in,
      late.exchanged_out,
      late.adjusted_up,
      late.adjusted_down,
      late.forfeited,
      late.debt_repaid,
      late.redeeming_repayments,
      late.debt_incurred,
      late.debt_settled,
      late.debt_cancelled,
      0 as gross,
      0 as net,
      0 as allocated,
      0 as gross_reversed,
      0 as net_reversed,
      0 as allocated_reversed,
      0 as issued_money,
      0 as restored_money,
      0 as redeemed_money,
      0 as reversed_money,
      0 as exchanged_net_money,
      0 as adjusted_money,
      0 as debt_repaid_money,
      late.prior_period
    from
      late
      anti join own on own.cell_no = late.cell_no
      and own.treatment is not distinct from late.treatment
      and own.month = late.month
  ),
  -- What stands after each month, on narrow rows: a window keeps all that it is given.
  running as (
    select
      cell_no,
      month,
      month_no (month) as month_no,
      lead (month_no (month)) over history as next_no,
      sum(points_change) over history as closing,
      sum(pending) over history as pending_closing,
      sum(debt_incurred - debt_settled - debt_cancelled) over history as debt_closing
    from
      moved
    window
      history as (
        partition by
          cell_no
        order by
          month
      )
  )
select
  running.cell_no,
  cell.pool_no,
  cell.programme_id,
  cell.wallet,
  cell.kind,
  moved.treatment,
  cell.tier,
  cell.issuer_merchant_id,
  cell.vintage,
  running.month,
  running.month_no,
  case
    when running.closing = 0
    and running.pending_closing = 0
    and running.debt_closing = 0 then running.month_no
    else coalesce(running.next_no - 1, month_no (programme.as_of))
  end::integer as last_month_no,
  (running.closing - moved.points_change)::decimal(18, 2) as opening,
  moved.issued::decimal(18, 2) as issued,
  moved.restored::decimal(18, 2) as restored,
  moved.given_back::decimal(18, 2) as given_back,
  moved.redeemed::decimal(18, 2) as redeemed,
  moved.expired::decimal(18, 2) as expired,
  moved.reversed::decimal(18, 2) as reversed,
  moved.transferred_net::decimal(18, 2) as transferred_net,
  moved.exchanged_in::decimal(18, 2) as exchanged_in,
  moved.exchanged_out::decimal(18, 2) as exchanged_out,
  moved.adjusted_up::decimal(18, 2) as adjusted_up,
  moved.adjusted_down::decimal(18, 2) as adjusted_down,
  moved.forfeited::decimal(18, 2) as forfeited,
  moved.debt_repaid::decimal(18, 2) as debt_repaid,
  moved.redeeming_repayments::decimal(18, 2) as redeeming_repayments,
  running.closing::decimal(18, 2) as closing,
  (running.debt_closing - moved.debt_incurred + moved.debt_settled + moved.debt_cancelled)::decimal(18, 2) as debt_opening,
  moved.debt_incurred::decimal(18, 2) as debt_incurred,
  moved.debt_settled::decimal(18, 2) as debt_settled,
  moved.debt_cancelled::decimal(18, 2) as debt_cancelled,
  running.debt_closing::decimal(18, 2) as debt_closing,
  running.pending_closing::decimal(18, 2) as pending_closing,
  moved.gross::decimal(18, 4) as gross,
  moved.net::decimal(18, 4) as net,
  moved.allocated::decimal(18, 4) as allocated,
  moved.gross_reversed::decimal(18, 4) as gross_reversed,
  moved.net_reversed::decimal(18, 4) as net_reversed,
  moved.allocated_reversed::decimal(18, 4) as allocated_reversed,
  moved.issued_money::decimal(18, 4) as issued_money,
  moved.restored_money::decimal(18, 4) as restored_money,
  moved.redeemed_money::decimal(18, 4) as redeemed_money,
  moved.reversed_money::decimal(18, 4) as reversed_money,
  moved.exchanged_net_money::decimal(18, 4) as exchanged_net_money,
  moved.adjusted_money::decimal(18, 4) as adjusted_money,
  moved.debt_repaid_money::decimal(18, 4) as debt_repaid_money,
  moved.prior_period::decimal(18, 4) as prior_period,
  wallets_valued.wallet is not null as is_valued
from
  moved
  join running on running.cell_no = moved.cell_no
  and running.month = moved.month
  join liability.cells as cell on cell.cell_no = moved.cell_no
  join meta.programmes as programme on programme.programme_id = cell.programme_id
  left join (
    select distinct
      programme_id,
      wallet
    from
      meta.point_values
  ) as wallets_valued on wallets_valued.programme_id = cell.programme_id
  and wallets_valued.wallet = cell.wallet
order by
  running.cell_no,
  running.month_no
