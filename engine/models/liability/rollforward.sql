-- One row per month × tier at issue × issuer × vintage in which anything moves or stands; debt has no vintage and stands in
-- rows without tier, issuer and vintage. Points: opening + issued + restored − redeemed − expired − reversed +
-- transferred_net + exchanged_net + adjusted − forfeited − debt_repaid = closing. Money (contract liability and provision,
-- at the estimates of each month's end): the same + change_in_estimate + prior_period; expiry, forfeits and transfers are
-- 0 in money, for breakage is recognised in proportion (IFRS 15 B46). The money of debt is a memo: debt is no asset.
select
  programme_id,
  wallet,
  month,
  tier,
  issuer_merchant_id as issuer,
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
  posting.cell_months
group by
  programme_id,
  wallet,
  month,
  tier,
  issuer_merchant_id,
  vintage
order by
  programme_id,
  wallet,
  month,
  tier,
  issuer,
  vintage
