-- One row per kind of points × tier at issue × issuer × vintage (a cell) and month in which anything of it moves: the
-- movements, what stands afterwards and until which month it stands so, and the movements' money at the pool's estimate
-- of that month. Months without a movement have no row; liability.rollforward shows them. Late events of closed months
-- count in the points of the month that is open; their money is its own column, prior_period.
with
  cells as (
    select distinct
      programme_id,
      wallet,
      kind,
      treatment,
      tier,
      issuer_merchant_id,
      vintage
    from
      liability.cell_moves
  ),
  numbered as (
    select
      *,
      dense_rank () over (
        order by
          programme_id,
          wallet,
          kind,
          vintage
      )::integer as pool_no,
      dense_rank () over (
        order by
          programme_id,
          wallet,
          kind,
          vintage,
          tier,
          issuer_merchant_id
      )::integer as cell_no
    from
      cells
  ),
  priced as not materialized (
    select
      numbered.cell_no,
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
      join numbered on numbered.programme_id = moves.programme_id
      and numbered.wallet = moves.wallet
      and numbered.kind is not distinct from moves.kind
      and numbered.treatment is not distinct from moves.treatment
      and numbered.tier is not distinct from moves.tier
      and numbered.issuer_merchant_id is not distinct from moves.issuer_merchant_id
      and numbered.vintage is not distinct from moves.vintage
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
  -- A month has one row of each cell that is its own and at most one of late events, so nothing need be summed.
  moved as (
    select
      coalesce(own.cell_no, late.cell_no) as cell_no,
      coalesce(own.treatment, late.treatment) as treatment,
      coalesce(own.month, late.month) as month,
      coalesce(own.points_change, 0) + coalesce(late.points_change, 0) as points_change,
      coalesce(own.pending, 0) + coalesce(late.pending, 0) as pending,
      coalesce(own.issued, 0) + coalesce(late.issued, 0) as issued,
      coalesce(own.restored, 0) + coalesce(late.restored, 0) as restored,
      coalesce(own.given_back, 0) + coalesce(late.given_back, 0) as given_back,
      coalesce(own.redeemed, 0) + coalesce(late.redeemed, 0) as redeemed,
      coalesce(own.expired, 0) + coalesce(late.expired, 0) as expired,
      coalesce(own.reversed, 0) + coalesce(late.reversed, 0) as reversed,
      coalesce(own.transferred_net, 0) + coalesce(late.transferred_net, 0) as transferred_net,
      coalesce(own.exchanged_in, 0) + coalesce(late.exchanged_in, 0) as exchanged_in,
      coalesce(own.exchanged_out, 0) + coalesce(late.exchanged_out, 0) as exchanged_out,
      coalesce(own.adjusted_up, 0) + coalesce(late.adjusted_up, 0) as adjusted_up,
      coalesce(own.adjusted_down, 0) + coalesce(late.adjusted_down, 0) as adjusted_down,
      coalesce(own.forfeited, 0) + coalesce(late.forfeited, 0) as forfeited,
      coalesce(own.debt_repaid, 0) + coalesce(late.debt_repaid, 0) as debt_repaid,
      coalesce(own.redeeming_repayments, 0) + coalesce(late.redeeming_repayments, 0) as redeeming_repayments,
      coalesce(own.debt_incurred, 0) + coalesce(late.debt_incurred, 0) as debt_incurred,
      coalesce(own.debt_settled, 0) + coalesce(late.debt_settled, 0) as debt_settled,
      coalesce(own.debt_cancelled, 0) + coalesce(late.debt_cancelled, 0) as debt_cancelled,
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
      (
        select
          *
        from
          priced
        where
          not is_prior
      ) as own
      full join late on late.cell_no = own.cell_no
      and late.treatment is not distinct from own.treatment
      and late.month = own.month
  ),
  running as (
    select
      *,
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
  running.treatment,
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
  (running.closing - running.points_change)::decimal(18, 2) as opening,
  running.issued::decimal(18, 2) as issued,
  running.restored::decimal(18, 2) as restored,
  running.given_back::decimal(18, 2) as given_back,
  running.redeemed::decimal(18, 2) as redeemed,
  running.expired::decimal(18, 2) as expired,
  running.reversed::decimal(18, 2) as reversed,
  running.transferred_net::decimal(18, 2) as transferred_net,
  running.exchanged_in::decimal(18, 2) as exchanged_in,
  running.exchanged_out::decimal(18, 2) as exchanged_out,
  running.adjusted_up::decimal(18, 2) as adjusted_up,
  running.adjusted_down::decimal(18, 2) as adjusted_down,
  running.forfeited::decimal(18, 2) as forfeited,
  running.debt_repaid::decimal(18, 2) as debt_repaid,
  running.redeeming_repayments::decimal(18, 2) as redeeming_repayments,
  running.closing::decimal(18, 2) as closing,
  (running.debt_closing - running.debt_incurred + running.debt_settled + running.debt_cancelled)::decimal(18, 2) as debt_opening,
  running.debt_incurred::decimal(18, 2) as debt_incurred,
  running.debt_settled::decimal(18, 2) as debt_settled,
  running.debt_cancelled::decimal(18, 2) as debt_cancelled,
  running.debt_closing::decimal(18, 2) as debt_closing,
  running.pending_closing::decimal(18, 2) as pending_closing,
  running.gross::decimal(18, 4) as gross,
  running.net::decimal(18, 4) as net,
  running.allocated::decimal(18, 4) as allocated,
  running.gross_reversed::decimal(18, 4) as gross_reversed,
  running.net_reversed::decimal(18, 4) as net_reversed,
  running.allocated_reversed::decimal(18, 4) as allocated_reversed,
  running.issued_money::decimal(18, 4) as issued_money,
  running.restored_money::decimal(18, 4) as restored_money,
  running.redeemed_money::decimal(18, 4) as redeemed_money,
  running.reversed_money::decimal(18, 4) as reversed_money,
  running.exchanged_net_money::decimal(18, 4) as exchanged_net_money,
  running.adjusted_money::decimal(18, 4) as adjusted_money,
  running.debt_repaid_money::decimal(18, 4) as debt_repaid_money,
  running.prior_period::decimal(18, 4) as prior_period,
  wallets_valued.wallet is not null as is_valued
from
  running
  join numbered as cell on cell.cell_no = running.cell_no
  and cell.treatment is not distinct from running.treatment
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
