-- One row per wallet, month and value of one dimension of the roll-forward, the others summed away: `all`, `tier`, `issuer`
-- or `vintage`. What pages and reports read; the same columns and the same sums as liability.rollforward, made straight
-- from the cells: only what stands is repeated month by month, and that as numbers.
with
  -- Texts are told apart by numbers until the end.
  cells as (
    select
      cell_no,
      dense_rank () over (
        order by
          programme_id,
          wallet
      ) as wallet_no,
      dense_rank () over (
        order by
          tier
      ) as tier_no,
      dense_rank () over (
        order by
          issuer_merchant_id
      ) as issuer_no,
      dense_rank () over (
        order by
          vintage
      ) as vintage_no,
      programme_id,
      wallet,
      tier,
      issuer_merchant_id as issuer,
      vintage,
      is_valued
    from
      liability.cell_months
    qualify
      row_number() over (
        partition by
          cell_no
        order by
          month_no
      ) = 1
  ),
  moved as (
    select
      cells.wallet_no,
      cell.month_no,
      grouping (cells.tier_no, cells.issuer_no, cells.vintage_no) as summed,
      cells.tier_no,
      cells.issuer_no,
      cells.vintage_no,
      sum(cell.opening) as opening,
      sum(cell.issued) as issued,
      sum(cell.restored) as restored,
      sum(cell.redeemed) as redeemed,
      sum(cell.expired) as expired,
      sum(cell.reversed) as reversed,
      sum(cell.transferred_net) as transferred_net,
      sum(cell.exchanged_in - cell.exchanged_out) as exchanged_net,
      sum(cell.adjusted_up - cell.adjusted_down) as adjusted,
      sum(cell.forfeited) as forfeited,
      sum(cell.debt_repaid) as debt_repaid,
      sum(cell.debt_opening) as debt_opening,
      sum(cell.debt_incurred) as debt_incurred,
      sum(cell.debt_settled) as debt_settled,
      sum(cell.debt_cancelled) as debt_cancelled,
      sum(cell.issued_money) as issued_money,
      sum(cell.restored_money) as restored_money,
      sum(cell.redeemed_money) as redeemed_money,
      sum(cell.reversed_money) as reversed_money,
      sum(cell.exchanged_net_money) as exchanged_net_money,
      sum(cell.adjusted_money) as adjusted_money,
      sum(cell.debt_repaid_money) as debt_repaid_money,
      sum(cell.prior_period) as prior_period
    from
      liability.cell_months as cell
      join cells on cells.cell_no = cell.cell_no
    group by
      grouping sets (
        (cells.wallet_no, cell.month_no),
        (cells.wallet_no, cell.month_no, cells.tier_no),
        (cells.wallet_no, cell.month_no, cells.issuer_no),
        (cells.wallet_no, cell.month_no, cells.vintage_no)
      )
  ),
  pool_values as (
    select distinct
      cell.pool_no,
      year(pool.month) * 12 + month(pool.month) - 1 as month_no,
      ((pool.contract_liability + pool.provision) * 10000)::hugeint as units
    from
      liability.pool_months as pool
      join liability.cell_months as cell on cell.programme_id = pool.programme_id
      and cell.wallet = pool.wallet
      and cell.kind = pool.kind
      and cell.vintage = pool.vintage
  ),
  standing as (
    select
      cell_no,
      pool_no,
      month_no as moved_no,
      unnest(range(month_no, last_month_no + 1)) as month_no,
      (closing * 100)::bigint as closing,
      (pending_closing * 100)::bigint as pending_closing,
      debt_closing
    from
      liability.cell_months
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
  -- Money in whole 1/10000.
  priced as (
    select
      cell_no,
      month_no,
      month_no > moved_no as only_stands,
      closing,
      pending_closing,
      debt_closing,
      case
        when pool_points > 0 then (units * points_so_far // pool_points - units * (points_so_far - closing) // pool_points)::bigint
        else 0
      end as closing_units,
      case
        when pool_points > 0
        and pending_closing <> 0 then (units * pending_closing // pool_points)::bigint
        else 0
      end as pending_units
    from
      shared
  ),
  owing as (
    select
      priced.cell_no,
      priced.month_no,
      round(coalesce(month_value.fair_value_per_point * priced.debt_closing, 0), 4)::decimal(18, 4) as debt_money
    from
      priced
      join cells on cells.cell_no = priced.cell_no
      left join liability.month_values as month_value on month_value.programme_id = cells.programme_id
      and month_value.wallet = cells.wallet
      and month_value.month = make_date(priced.month_no // 12, priced.month_no % 12 + 1, 1)
    where
      priced.debt_closing <> 0
  ),
  stood as (
    select
      cells.wallet_no,
      priced.month_no,
      grouping (cells.tier_no, cells.issuer_no, cells.vintage_no) as summed,
      cells.tier_no,
      cells.issuer_no,
      cells.vintage_no,
      coalesce(sum(priced.closing) filter(priced.only_stands), 0) as opening_hundredths,
      sum(priced.closing) as closing_hundredths,
      sum(priced.pending_closing) as pending_hundredths,
      coalesce(sum(priced.debt_closing) filter(priced.only_stands), 0) as standing_debt,
      sum(priced.debt_closing) as debt_closing,
      sum(priced.closing_units) as closing_units,
      sum(priced.pending_units) as pending_units,
      coalesce(sum(owing.debt_money), 0) as debt_money
    from
      priced
      join cells on cells.cell_no = priced.cell_no
      left join owing on owing.cell_no = priced.cell_no
      and owing.month_no = priced.month_no
    group by
      grouping sets (
        (cells.wallet_no, priced.month_no),
        (cells.wallet_no, priced.month_no, cells.tier_no),
        (cells.wallet_no, priced.month_no, cells.issuer_no),
        (cells.wallet_no, priced.month_no, cells.vintage_no)
      )
  ),
  attributes as (
    select
      7 as summed,
      null::bigint as number,
      null::varchar as tier,
      null::varchar as issuer,
      null::date as vintage
    union all
    select distinct
      3,
      tier_no,
      tier,
      null,
      null
    from
      cells
    union all
    select distinct
      5,
      issuer_no,
      null,
      issuer,
      null
    from
      cells
    union all
    select distinct
      6,
      vintage_no,
      null,
      null,
      vintage
    from
      cells
  ),
  wallets as (
    select distinct
      wallet_no,
      programme_id,
      wallet,
      is_valued
    from
      cells
  ),
  joined as (
    select
      stood.*,
      moved.* exclude (wallet_no, month_no, summed, tier_no, issuer_no, vintage_no),
      lag (stood.closing_units) over slice_months as units_before,
      lag (stood.month_no) over slice_months as month_before
    from
      stood
      left join moved on moved.wallet_no = stood.wallet_no
      and moved.month_no = stood.month_no
      and moved.summed = stood.summed
      and moved.tier_no is not distinct from stood.tier_no
      and moved.issuer_no is not distinct from stood.issuer_no
      and moved.vintage_no is not distinct from stood.vintage_no
    window
      slice_months as (
        partition by
          stood.wallet_no,
          stood.summed,
          stood.tier_no,
          stood.issuer_no,
          stood.vintage_no
        order by
          stood.month_no
      )
  ),
  slices as (
    select
      wallets.programme_id,
      wallets.wallet,
      make_date(joined.month_no // 12, joined.month_no % 12 + 1, 1) as month,
      case joined.summed
        when 3 then 'tier'
        when 5 then 'issuer'
        when 6 then 'vintage'
        else 'all'
      end as dimension,
      attributes.tier,
      attributes.issuer,
      attributes.vintage,
      opening_hundredths::decimal(20, 0) * 0.01::decimal(3, 2) + coalesce(opening, 0) as opening,
      coalesce(issued, 0) as issued,
      coalesce(restored, 0) as restored,
      coalesce(redeemed, 0) as redeemed,
      coalesce(expired, 0) as expired,
      coalesce(reversed, 0) as reversed,
      coalesce(transferred_net, 0) as transferred_net,
      coalesce(exchanged_net, 0) as exchanged_net,
      coalesce(adjusted, 0) as adjusted,
      coalesce(forfeited, 0) as forfeited,
      coalesce(debt_repaid, 0) as debt_repaid,
      closing_hundredths::decimal(20, 0) * 0.01::decimal(3, 2) as closing,
      standing_debt + coalesce(debt_opening, 0) as debt_opening,
      coalesce(debt_incurred, 0) as debt_incurred,
      coalesce(debt_settled, 0) as debt_settled,
      coalesce(debt_cancelled, 0) as debt_cancelled,
      debt_closing,
      pending_hundredths::decimal(20, 0) * 0.01::decimal(3, 2) as pending_closing,
      case
        when month_before = joined.month_no - 1 then units_before::decimal(22, 0) * 0.0001::decimal(5, 4)
        else 0
      end as opening_money,
      coalesce(issued_money, 0) as issued_money,
      coalesce(restored_money, 0) as restored_money,
      coalesce(redeemed_money, 0) as redeemed_money,
      coalesce(reversed_money, 0) as reversed_money,
      coalesce(exchanged_net_money, 0) as exchanged_net_money,
      coalesce(adjusted_money, 0) as adjusted_money,
      coalesce(debt_repaid_money, 0) as debt_repaid_money,
      closing_units::decimal(22, 0) * 0.0001::decimal(5, 4) as closing_money,
      debt_money as debt_closing_money,
      pending_units::decimal(22, 0) * 0.0001::decimal(5, 4) as pending_closing_money,
      coalesce(prior_period, 0) as prior_period,
      wallets.is_valued
    from
      joined
      join wallets on wallets.wallet_no = joined.wallet_no
      join attributes on attributes.summed = joined.summed
      and attributes.number is not distinct from coalesce(joined.tier_no, joined.issuer_no, joined.vintage_no)
  )
select
  programme_id,
  wallet,
  month,
  dimension,
  tier,
  issuer,
  vintage,
  opening::decimal(18, 2) as opening,
  issued::decimal(18, 2) as issued,
  restored::decimal(18, 2) as restored,
  redeemed::decimal(18, 2) as redeemed,
  expired::decimal(18, 2) as expired,
  reversed::decimal(18, 2) as reversed,
  transferred_net::decimal(18, 2) as transferred_net,
  exchanged_net::decimal(18, 2) as exchanged_net,
  adjusted::decimal(18, 2) as adjusted,
  forfeited::decimal(18, 2) as forfeited,
  debt_repaid::decimal(18, 2) as debt_repaid,
  closing::decimal(18, 2) as closing,
  debt_opening::decimal(18, 2) as debt_opening,
  debt_incurred::decimal(18, 2) as debt_incurred,
  debt_settled::decimal(18, 2) as debt_settled,
  debt_cancelled::decimal(18, 2) as debt_cancelled,
  debt_closing::decimal(18, 2) as debt_closing,
  pending_closing::decimal(18, 2) as pending_closing,
  if (is_valued, opening_money, null)::decimal(18, 4) as opening_money,
  if (is_valued, issued_money, null)::decimal(18, 4) as issued_money,
  if (is_valued, restored_money, null)::decimal(18, 4) as restored_money,
  if (is_valued, redeemed_money, null)::decimal(18, 4) as redeemed_money,
  if (is_valued, 0, null)::decimal(18, 4) as expired_money,
  if (is_valued, reversed_money, null)::decimal(18, 4) as reversed_money,
  if (is_valued, 0, null)::decimal(18, 4) as transferred_net_money,
  if (is_valued, exchanged_net_money, null)::decimal(18, 4) as exchanged_net_money,
  if (is_valued, adjusted_money, null)::decimal(18, 4) as adjusted_money,
  if (is_valued, 0, null)::decimal(18, 4) as forfeited_money,
  if (is_valued, debt_repaid_money, null)::decimal(18, 4) as debt_repaid_money,
  if (is_valued, closing_money, null)::decimal(18, 4) as closing_money,
  if (is_valued, debt_closing_money, null)::decimal(18, 4) as debt_closing_money,
  if (is_valued, pending_closing_money, null)::decimal(18, 4) as pending_closing_money,
  if (
    is_valued,
    closing_money - opening_money - issued_money - restored_money + redeemed_money + reversed_money - exchanged_net_money - adjusted_money + debt_repaid_money - prior_period,
    null
  )::decimal(18, 4) as change_in_estimate,
  if (is_valued, prior_period, null)::decimal(18, 4) as prior_period
from
  slices
order by
  programme_id,
  wallet,
  dimension,
  month,
  tier,
  issuer,
  vintage
