-- One row per wallet, month and value of one dimension of the roll-forward, the others summed away: `all`, `tier`, `issuer`
-- or `vintage`. What pages and reports read; the same columns and the same sums as liability.rollforward.
select
  programme_id,
  wallet,
  month,
  case grouping (tier, issuer, vintage)
    when 3 then 'tier'
    when 5 then 'issuer'
    when 6 then 'vintage'
    else 'all'
  end as dimension,
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
  sum(exchanged_net)::decimal(18, 2) as exchanged_net,
  sum(adjusted)::decimal(18, 2) as adjusted,
  sum(forfeited)::decimal(18, 2) as forfeited,
  sum(debt_repaid)::decimal(18, 2) as debt_repaid,
  sum(closing)::decimal(18, 2) as closing,
  sum(debt_opening)::decimal(18, 2) as debt_opening,
  sum(debt_incurred)::decimal(18, 2) as debt_incurred,
  sum(debt_settled)::decimal(18, 2) as debt_settled,
  sum(debt_cancelled)::decimal(18, 2) as debt_cancelled,
  sum(debt_closing)::decimal(18, 2) as debt_closing,
  sum(pending_closing)::decimal(18, 2) as pending_closing,
  sum(opening_money)::decimal(18, 4) as opening_money,
  sum(issued_money)::decimal(18, 4) as issued_money,
  sum(restored_money)::decimal(18, 4) as restored_money,
  sum(redeemed_money)::decimal(18, 4) as redeemed_money,
  sum(expired_money)::decimal(18, 4) as expired_money,
  sum(reversed_money)::decimal(18, 4) as reversed_money,
  sum(transferred_net_money)::decimal(18, 4) as transferred_net_money,
  sum(exchanged_net_money)::decimal(18, 4) as exchanged_net_money,
  sum(adjusted_money)::decimal(18, 4) as adjusted_money,
  sum(forfeited_money)::decimal(18, 4) as forfeited_money,
  sum(debt_repaid_money)::decimal(18, 4) as debt_repaid_money,
  sum(closing_money)::decimal(18, 4) as closing_money,
  sum(debt_closing_money)::decimal(18, 4) as debt_closing_money,
  sum(pending_closing_money)::decimal(18, 4) as pending_closing_money,
  sum(change_in_estimate)::decimal(18, 4) as change_in_estimate,
  sum(prior_period)::decimal(18, 4) as prior_period
from
  liability.rollforward
group by
  grouping sets (
    (programme_id, wallet, month),
    (programme_id, wallet, month, tier),
    (programme_id, wallet, month, issuer),
    (programme_id, wallet, month, vintage)
  )
order by
  programme_id,
  wallet,
  dimension,
  month,
  tier,
  issuer,
  vintage
