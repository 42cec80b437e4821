-- One row per month × tier at issue × issuer × vintage in which anything moves or stands; debt has no vintage and stands in
-- rows without tier, issuer and vintage. Points: opening + issued + restored − redeemed − expired − reversed +
-- transferred_net + exchanged_net + adjusted − forfeited − debt_repaid = closing. Money (contract liability and provision,
-- at the estimates of each month's end): the same + change_in_estimate + prior_period; expiry, forfeits and transfers are
-- 0 in money, for breakage is recognised in proportion (IFRS 15 B46). The closing money of a pool is split over its cells
-- by their points, to the last digit. The money of debt is a memo: debt is no asset.
--
-- A view: what only stands repeats each month, and a book of many issuers would be made of little else. Sums over all but
-- one dimension stand ready in liability.rollforward_slices. Of the months asked for alone, by number (year × 12 + month − 1),
-- and the one before them, of which their opening is.
with
  standing as (
    select
      cell_no,
      pool_no,
      month_no as moved_no,
      unnest(range(greatest(month_no, first_no - 1), least(last_month_no, last_no) + 1)) as month_no,
      (closing * 100)::bigint as closing
    from
      liability.cell_months
    where
      month_no <= last_no
      and last_month_no >= first_no - 1
  ),
  pools as (
    select
      pool_no,
      any_value(programme_id) as programme_id,
      any_value(wallet) as wallet,
      any_value(kind) as kind,
      any_value(vintage) as vintage
    from
      liability.cells
    group by
      pool_no
  ),
  pool_values as (
    select
      pools.pool_no,
      year(pool.month) * 12 + month(pool.month) - 1 as month_no,
      ((pool.contract_liability + pool.provision) * 10000)::hugeint as units
    from
      liability.pool_months as pool
      join pools on pools.programme_id = pool.programme_id
      and pools.wallet = pool.wallet
      and pools.kind = pool.kind
      and pools.vintage = pool.vintage
  ),
  shared as (
    select
      standing.*,
      pool.units,
      sum(standing.closing) over pool_cells as pool_points,
      sum(standing.closing) over cells_so_far as points_so_far
    from
      standing
      left join pool_values as pool on pool.pool_no = standing.pool_no
      and pool.month_no = standing.month_no
    window
      pool_cells as (
        partition by
          standing.pool_no,
          standing.month_no
      ),
      cells_so_far as (
        partition by
          standing.pool_no,
          standing.month_no
        order by
          standing.cell_no rows unbounded preceding
      )
  ),
  closed as (
    select
      cell_no,
      moved_no,
      month_no,
      month_no = moved_no as is_moved,
      units,
      pool_points,
      case
        when pool_points > 0 then (
          (units * points_so_far // pool_points - units * (points_so_far - closing) // pool_points)::decimal(22, 0) * 0.0001::decimal(5, 4)
        )::decimal(18, 4)
        else 0
      end as closing_money
    from
      shared
  ),
  chained as (
    select
      *,
      lag (closing_money, 1, 0) over (
        partition by
          cell_no
        order by
          month_no
      ) as opening_money
    from
      closed
  ),
  cells as (
    select
      cell.programme_id,
      cell.wallet,
      make_date(chained.month_no // 12, chained.month_no % 12 + 1, 1) as month,
      cell.tier,
      cell.issuer_merchant_id as issuer,
      cell.vintage,
      cell.is_valued,
      case
        when is_moved then cell.opening
        else cell.closing
      end as opening,
      case
        when is_moved then cell.issued
        else 0
      end as issued,
      case
        when is_moved then cell.restored
        else 0
      end as restored,
      case
        when is_moved then cell.given_back
        else 0
      end as given_back,
      case
        when is_moved then cell.redeemed
        else 0
      end as redeemed,
      case
        when is_moved then cell.expired
        else 0
      end as expired,
      case
        when is_moved then cell.reversed
        else 0
      end as reversed,
      case
        when is_moved then cell.transferred_net
        else 0
      end as transferred_net,
      case
        when is_moved then cell.exchanged_in
        else 0
      end as exchanged_in,
      case
        when is_moved then cell.exchanged_out
        else 0
      end as exchanged_out,
      case
        when is_moved then cell.adjusted_up
        else 0
      end as adjusted_up,
      case
        when is_moved then cell.adjusted_down
        else 0
      end as adjusted_down,
      case
        when is_moved then cell.forfeited
        else 0
      end as forfeited,
      case
        when is_moved then cell.debt_repaid
        else 0
      end as debt_repaid,
      cell.closing,
      case
        when is_moved then cell.debt_opening
        else cell.debt_closing
      end as debt_opening,
      case
        when is_moved then cell.debt_incurred
        else 0
      end as debt_incurred,
      case
        when is_moved then cell.debt_settled
        else 0
      end as debt_settled,
      case
        when is_moved then cell.debt_cancelled
        else 0
      end as debt_cancelled,
      cell.debt_closing,
      cell.pending_closing,
      chained.opening_money,
      case
        when is_moved then cell.issued_money
        else 0
      end as issued_money,
      case
        when is_moved then cell.restored_money
        else 0
      end as restored_money,
      case
        when is_moved then cell.redeemed_money
        else 0
      end as redeemed_money,
      case
        when is_moved then cell.reversed_money
        else 0
      end as reversed_money,
      case
        when is_moved then cell.exchanged_net_money
        else 0
      end as exchanged_net_money,
      case
        when is_moved then cell.adjusted_money
        else 0
      end as adjusted_money,
      case
        when is_moved then cell.debt_repaid_money
        else 0
      end as debt_repaid_money,
      case
        when is_moved then cell.prior_period
        else 0
      end as prior_period,
      chained.closing_money,
      case
        when chained.pool_points > 0 then (
          (chained.units * (cell.pending_closing * 100)::hugeint // chained.pool_points)::decimal(22, 0) * 0.0001::decimal(5, 4)
        )::decimal(18, 4)
        else 0
      end as pending_closing_money,
      round(coalesce(month_value.fair_value_per_point * cell.debt_closing, 0), 4)::decimal(18, 4) as debt_closing_money
    from
      chained
      join liability.cell_months as cell on cell.cell_no = chained.cell_no
      and cell.month_no = chained.moved_no
      left join liability.month_values as month_value on month_value.programme_id = cell.programme_id
      and month_value.wallet = cell.wallet
      and month_value.month = make_date(chained.month_no // 12, chained.month_no % 12 + 1, 1)
    where
      chained.month_no between first_no and last_no
  )
select
  programme_id,
  wallet,
  month,
  tier,
  issuer,
  vintage,
  sum(opening)::decimal(18, 2) as opening,
  sum(issued)::decimal(18, 2) as issued,
  sum(restored)::decimal(18, 2) as restored,
  sum(redeemed)::decimal(18, 2) as redeemed,
  sum(expired)::decimal(18, 2) as expired,
  sum(reversed)::decimal(18, 2) as reversed,
  sum(transferred_net)::decimal(18, 2) as transferred_net,
  sum(exchanged_in - exchanged_out)::decimal(18, 2) as exchanged_net,
  sum(adjusted_up - adjusted_down)::decimal(18, 2) as adjusted,
  sum(forfeited)::decimal(18, 2) as forfeited,
  sum(debt_repaid)::decimal(18, 2) as debt_repaid,
  sum(closing)::decimal(18, 2) as closing,
  sum(debt_opening)::decimal(18, 2) as debt_opening,
  sum(debt_incurred)::decimal(18, 2) as debt_incurred,
  sum(debt_settled)::decimal(18, 2) as debt_settled,
  sum(debt_cancelled)::decimal(18, 2) as debt_cancelled,
  sum(debt_closing)::decimal(18, 2) as debt_closing,
  sum(pending_closing)::decimal(18, 2) as pending_closing,
  sum(opening_money) filter(is_valued)::decimal(18, 4) as opening_money,
  sum(issued_money) filter(is_valued)::decimal(18, 4) as issued_money,
  sum(restored_money) filter(is_valued)::decimal(18, 4) as restored_money,
  sum(redeemed_money) filter(is_valued)::decimal(18, 4) as redeemed_money,
  case
    when bool_and(is_valued) then 0
  end::decimal(18, 4) as expired_money,
  sum(reversed_money) filter(is_valued)::decimal(18, 4) as reversed_money,
  case
    when bool_and(is_valued) then 0
  end::decimal(18, 4) as transferred_net_money,
  sum(exchanged_net_money) filter(is_valued)::decimal(18, 4) as exchanged_net_money,
  sum(adjusted_money) filter(is_valued)::decimal(18, 4) as adjusted_money,
  case
    when bool_and(is_valued) then 0
  end::decimal(18, 4) as forfeited_money,
  sum(debt_repaid_money) filter(is_valued)::decimal(18, 4) as debt_repaid_money,
  sum(closing_money) filter(is_valued)::decimal(18, 4) as closing_money,
  sum(debt_closing_money) filter(is_valued)::decimal(18, 4) as debt_closing_money,
  sum(pending_closing_money) filter(is_valued)::decimal(18, 4) as pending_closing_money,
  sum(
    closing_money - opening_money - issued_money - restored_money + redeemed_money + reversed_money - exchanged_net_money - adjusted_money + debt_repaid_money - prior_period
  ) filter(is_valued)::decimal(18, 4) as change_in_estimate,
  sum(prior_period) filter(is_valued)::decimal(18, 4) as prior_period
from
  cells
group by
  programme_id,
  wallet,
  month,
  tier,
  issuer,
  vintage
