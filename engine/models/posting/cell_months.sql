-- One row per month × kind of points × tier at issue × issuer × vintage in which anything moves or stands: movements,
-- balances, and the money that the pool's estimate gives them. What stands without moving keeps a row each month, so that
-- openings and closings chain. The closing money of a pool is split over its cells by their points, to the last digit;
-- what the movements do not explain of it is change in estimate. Late events of closed months count in the points of the
-- month that is open; their money is its own column, prior_period.
with
  priced as (
    select
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
      left join liability.pool_months as pool on pool.programme_id = moves.programme_id
      and pool.wallet = moves.wallet
      and pool.kind = moves.kind
      and pool.vintage = moves.vintage
      and pool.month = moves.month
  ),
  moved as (
    select
      programme_id,
      wallet,
      kind,
      treatment,
      tier,
      issuer_merchant_id,
      vintage,
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
      coalesce(sum(gross) filter(not is_prior), 0) as gross,
      coalesce(sum(net) filter(not is_prior), 0) as net,
      coalesce(sum(allocated) filter(not is_prior), 0) as allocated,
      coalesce(sum(gross_reversed) filter(not is_prior), 0) as gross_reversed,
      coalesce(sum(net_reversed) filter(not is_prior), 0) as net_reversed,
      coalesce(sum(allocated_reversed) filter(not is_prior), 0) as allocated_reversed,
      coalesce(sum(issued_money) filter(not is_prior), 0) as issued_money,
      coalesce(sum(restored_money) filter(not is_prior), 0) as restored_money,
      coalesce(sum(redeemed_money) filter(not is_prior), 0) as redeemed_money,
      coalesce(sum(reversed_money) filter(not is_prior), 0) as reversed_money,
      coalesce(sum(exchanged_net_money) filter(not is_prior), 0) as exchanged_net_money,
      coalesce(sum(adjusted_money) filter(not is_prior), 0) as adjusted_money,
      coalesce(sum(debt_repaid_money) filter(not is_prior), 0) as debt_repaid_money,
      coalesce(
        sum(
          issued_money + restored_money - redeemed_money - reversed_money + exchanged_net_money + adjusted_money - debt_repaid_money
        ) filter(is_prior),
        0
      ) as prior_period
    from
      priced
    group by
      programme_id,
      wallet,
      kind,
      treatment,
      tier,
      issuer_merchant_id,
      vintage,
      month
  ),
  running as (
    select
      *,
      month_no (month) as no,
      lead (month_no (month)) over history as next_no,
      sum(points_change) over history as closing,
      sum(pending) over history as pending_closing,
      sum(debt_incurred - debt_settled - debt_cancelled) over history as debt_closing
    from
      moved
    window
      history as (
        partition by
          programme_id,
          wallet,
          kind,
          tier,
          issuer_merchant_id,
          vintage
        order by
          month
      )
  ),
  unmoved as (
    select
      running.programme_id,
      running.wallet,
      running.kind,
      running.treatment,
      running.tier,
      running.issuer_merchant_id,
      running.vintage,
      running.closing,
      running.pending_closing,
      running.debt_closing,
      unnest(range(running.no + 1, coalesce(running.next_no, month_no (programme.as_of) + 1))) as no
    from
      running
      join meta.programmes as programme on programme.programme_id = running.programme_id
    where
      running.closing <> 0
      or running.pending_closing <> 0
      or running.debt_closing <> 0
  ),
  standing as (
    select
      *
    from
      running
    union all
    by name
    select
      *
    from
      unmoved
  ),
  valued as (
    select
      standing.* replace(month_start (standing.no) as month),
      ((pool.contract_liability + pool.provision) * 10000)::hugeint as pool_units,
      sum((standing.closing * 100)::hugeint) over pool_cells as pool_points,
      sum((standing.closing * 100)::hugeint) over cells_so_far as points_so_far,
      month_value.fair_value_per_point
    from
      standing
      left join liability.pool_months as pool on pool.programme_id = standing.programme_id
      and pool.wallet = standing.wallet
      and pool.kind = standing.kind
      and pool.vintage = standing.vintage
      and pool.month = month_start (standing.no)
      left join liability.month_values as month_value on month_value.programme_id = standing.programme_id
      and month_value.wallet = standing.wallet
      and month_value.month = month_start (standing.no)
    window
      pool_cells as (
        partition by
          standing.programme_id,
          standing.wallet,
          standing.kind,
          standing.vintage,
          standing.no
      ),
      cells_so_far as (
        partition by
          standing.programme_id,
          standing.wallet,
          standing.kind,
          standing.vintage,
          standing.no
        order by
          standing.tier,
          standing.issuer_merchant_id rows unbounded preceding
      )
  ),
  closed as (
    select
      *,
      case
        when pool_points > 0 then units_as_money (
          pool_units * points_so_far // pool_points - pool_units * (points_so_far - (closing * 100)::hugeint) // pool_points
        )
        else 0
      end::decimal(18, 4) as closing_money
    from
      valued
  )
select
  closed.programme_id,
  closed.wallet,
  closed.kind,
  closed.treatment,
  closed.tier,
  closed.issuer_merchant_id,
  closed.vintage,
  closed.month,
  (closed.closing - coalesce(closed.points_change, 0))::decimal(18, 2) as opening,
  coalesce(closed.issued, 0)::decimal(18, 2) as issued,
  coalesce(closed.restored, 0)::decimal(18, 2) as restored,
  coalesce(closed.given_back, 0)::decimal(18, 2) as given_back,
  coalesce(closed.redeemed, 0)::decimal(18, 2) as redeemed,
  coalesce(closed.expired, 0)::decimal(18, 2) as expired,
  coalesce(closed.reversed, 0)::decimal(18, 2) as reversed,
  coalesce(closed.transferred_net, 0)::decimal(18, 2) as transferred_net,
  coalesce(closed.exchanged_in, 0)::decimal(18, 2) as exchanged_in,
  coalesce(closed.exchanged_out, 0)::decimal(18, 2) as exchanged_out,
  coalesce(closed.adjusted_up, 0)::decimal(18, 2) as adjusted_up,
  coalesce(closed.adjusted_down, 0)::decimal(18, 2) as adjusted_down,
  coalesce(closed.forfeited, 0)::decimal(18, 2) as forfeited,
  coalesce(closed.debt_repaid, 0)::decimal(18, 2) as debt_repaid,
  coalesce(closed.redeeming_repayments, 0)::decimal(18, 2) as redeeming_repayments,
  closed.closing::decimal(18, 2) as closing,
  (
    closed.debt_closing - coalesce(closed.debt_incurred - closed.debt_settled - closed.debt_cancelled, 0)
  )::decimal(18, 2) as debt_opening,
  coalesce(closed.debt_incurred, 0)::decimal(18, 2) as debt_incurred,
  coalesce(closed.debt_settled, 0)::decimal(18, 2) as debt_settled,
  coalesce(closed.debt_cancelled, 0)::decimal(18, 2) as debt_cancelled,
  closed.debt_closing::decimal(18, 2) as debt_closing,
  closed.pending_closing::decimal(18, 2) as pending_closing,
  coalesce(closed.gross, 0)::decimal(18, 4) as gross,
  coalesce(closed.net, 0)::decimal(18, 4) as net,
  coalesce(closed.allocated, 0)::decimal(18, 4) as allocated,
  coalesce(closed.gross_reversed, 0)::decimal(18, 4) as gross_reversed,
  coalesce(closed.net_reversed, 0)::decimal(18, 4) as net_reversed,
  coalesce(closed.allocated_reversed, 0)::decimal(18, 4) as allocated_reversed,
  lag (closed.closing_money, 1, 0) over (
    partition by
      closed.programme_id,
      closed.wallet,
      closed.kind,
      closed.tier,
      closed.issuer_merchant_id,
      closed.vintage
    order by
      closed.month
  ) as opening_money,
  coalesce(closed.issued_money, 0)::decimal(18, 4) as issued_money,
  coalesce(closed.restored_money, 0)::decimal(18, 4) as restored_money,
  coalesce(closed.redeemed_money, 0)::decimal(18, 4) as redeemed_money,
  coalesce(closed.reversed_money, 0)::decimal(18, 4) as reversed_money,
  coalesce(closed.exchanged_net_money, 0)::decimal(18, 4) as exchanged_net_money,
  coalesce(closed.adjusted_money, 0)::decimal(18, 4) as adjusted_money,
  coalesce(closed.debt_repaid_money, 0)::decimal(18, 4) as debt_repaid_money,
  coalesce(closed.prior_period, 0)::decimal(18, 4) as prior_period,
  closed.closing_money,
  case
    when closed.pool_points > 0 then units_as_money (closed.pool_units * (closed.pending_closing * 100)::hugeint // closed.pool_points)
    else 0
  end::decimal(18, 4) as pending_closing_money,
  points_at (closed.fair_value_per_point, closed.debt_closing) as debt_closing_money,
  wallets_valued.wallet is not null as is_valued
from
  closed
  left join (
    select distinct
      programme_id,
      wallet
    from
      meta.point_values
  ) as wallets_valued on wallets_valued.programme_id = closed.programme_id
  and wallets_valued.wallet = closed.wallet
