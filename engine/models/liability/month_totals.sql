-- One row per wallet, month and kind of points: the roll-forward's sums that the journal posts and the tie-out compares.
-- A pool's closing money is its own; only below pools, at the cells, must it be split.
with
  moved as (
    select
      programme_id,
      wallet,
      kind,
      vintage,
      month,
      sum(redeemed + exchanged_out + redeeming_repayments - given_back) as redeemed_net,
      sum(gross) as gross,
      sum(net) as net,
      sum(gross_reversed) as gross_reversed,
      sum(net_reversed) as net_reversed,
      sum(issued_money) as issued_money,
      sum(reversed_money) as reversed_money,
      sum(adjusted_money) as adjusted_money,
      sum(redeemed_money + debt_repaid_money - exchanged_net_money - restored_money) as redeemed_net_money,
      sum(prior_period) as prior_period
    from
      liability.cell_months
    where
      is_valued
      and vintage is not null
    group by
      programme_id,
      wallet,
      kind,
      vintage,
      month
  ),
  pools as (
    select
      pool.programme_id,
      pool.wallet,
      pool.kind,
      pool.treatment,
      pool.vintage,
      pool.month,
      pool.outstanding as closing,
      lag (pool.outstanding, 1, 0) over history as opening,
      case
        when pool.outstanding > 0 then pool.contract_liability + pool.provision
        else 0
      end as closing_money,
      lag (
        case
          when pool.outstanding > 0 then pool.contract_liability + pool.provision
          else 0
        end,
        1,
        0
      ) over history as opening_money
    from
      liability.pool_months as pool
      semi join meta.point_values as valued on valued.programme_id = pool.programme_id
      and valued.wallet = pool.wallet
    window
      history as (
        partition by
          pool.programme_id,
          pool.wallet,
          pool.kind,
          pool.vintage
        order by
          pool.month
      )
  ),
  both_sides as (
    select
      pools.*,
      coalesce(moved.redeemed_net, 0) as redeemed_net,
      coalesce(moved.gross, 0) as gross,
      coalesce(moved.net, 0) as net,
      coalesce(moved.gross_reversed, 0) as gross_reversed,
      coalesce(moved.net_reversed, 0) as net_reversed,
      coalesce(moved.issued_money, 0) as issued_money,
      coalesce(moved.reversed_money, 0) as reversed_money,
      coalesce(moved.adjusted_money, 0) as adjusted_money,
      coalesce(moved.redeemed_net_money, 0) as redeemed_net_money,
      coalesce(moved.prior_period, 0) as prior_period
    from
      pools
      left join moved on moved.programme_id = pools.programme_id
      and moved.wallet = pools.wallet
      and moved.kind = pools.kind
      and moved.vintage = pools.vintage
      and moved.month = pools.month
  )
select
  programme_id,
  wallet,
  month,
  kind,
  treatment,
  sum(opening)::decimal(18, 2) as opening,
  sum(closing)::decimal(18, 2) as closing,
  sum(redeemed_net)::decimal(18, 2) as redeemed_net,
  sum(gross)::decimal(18, 4) as gross,
  sum(net)::decimal(18, 4) as net,
  sum(gross_reversed)::decimal(18, 4) as gross_reversed,
  sum(net_reversed)::decimal(18, 4) as net_reversed,
  sum(opening_money)::decimal(18, 4) as opening_money,
  sum(issued_money)::decimal(18, 4) as issued_money,
  sum(reversed_money)::decimal(18, 4) as reversed_money,
  sum(adjusted_money)::decimal(18, 4) as adjusted_money,
  sum(redeemed_net_money)::decimal(18, 4) as redeemed_net_money,
  sum(
    closing_money - opening_money - issued_money + redeemed_net_money + reversed_money - adjusted_money - prior_period
  )::decimal(18, 4) as change_in_estimate,
  sum(prior_period)::decimal(18, 4) as prior_period,
  sum(closing_money)::decimal(18, 4) as closing_money
from
  both_sides
group by
  programme_id,
  wallet,
  month,
  kind,
  treatment
order by
  programme_id,
  wallet,
  month,
  kind
