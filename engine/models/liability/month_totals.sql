-- One row per wallet, month and kind of points: the roll-forward's sums that the journal posts and the tie-out compares.
select
  programme_id,
  wallet,
  month,
  kind,
  treatment,
  sum(opening)::decimal(18, 2) as opening,
  sum(closing)::decimal(18, 2) as closing,
  sum(redeemed + exchanged_out + redeeming_repayments - given_back)::decimal(18, 2) as redeemed_net,
  sum(gross)::decimal(18, 4) as gross,
  sum(net)::decimal(18, 4) as net,
  sum(gross_reversed)::decimal(18, 4) as gross_reversed,
  sum(net_reversed)::decimal(18, 4) as net_reversed,
  sum(opening_money)::decimal(18, 4) as opening_money,
  sum(issued_money)::decimal(18, 4) as issued_money,
  sum(reversed_money)::decimal(18, 4) as reversed_money,
  sum(adjusted_money)::decimal(18, 4) as adjusted_money,
  sum(redeemed_money + debt_repaid_money - exchanged_net_money - restored_money)::decimal(18, 4) as redeemed_net_money,
  sum(
    closing_money - opening_money - issued_money - restored_money + redeemed_money + reversed_money - exchanged_net_money - adjusted_money + debt_repaid_money - prior_period
  )::decimal(18, 4) as change_in_estimate,
  sum(prior_period)::decimal(18, 4) as prior_period,
  sum(closing_money)::decimal(18, 4) as closing_money
from
  posting.cell_months
where
  is_valued
  and vintage is not null
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
