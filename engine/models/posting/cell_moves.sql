-- One row per month × kind of points × tier at issue × issuer × vintage in which anything moves, whenever it became known.
select
  movement.programme_id,
  movement.wallet,
  movement.kind,
  coalesce(treatments.treatment, 'none') as treatment,
  movement.tier,
  movement.issuer_merchant_id,
  movement.vintage,
  movement.month,
  sum(movement.opened)::decimal(18, 2) as opened,
  sum(movement.issued)::decimal(18, 2) as issued,
  sum(movement.restored)::decimal(18, 2) as restored,
  sum(movement.given_back)::decimal(18, 2) as given_back,
  sum(movement.redeemed)::decimal(18, 2) as redeemed,
  sum(movement.expired)::decimal(18, 2) as expired,
  sum(movement.reversed)::decimal(18, 2) as reversed,
  sum(movement.transferred_in - movement.transferred_out)::decimal(18, 2) as transferred_net,
  sum(movement.exchanged_in)::decimal(18, 2) as exchanged_in,
  sum(movement.exchanged_out)::decimal(18, 2) as exchanged_out,
  sum(movement.adjusted_up)::decimal(18, 2) as adjusted_up,
  sum(movement.adjusted_down)::decimal(18, 2) as adjusted_down,
  sum(movement.forfeited)::decimal(18, 2) as forfeited,
  sum(movement.debt_repaid)::decimal(18, 2) as debt_repaid,
  sum(movement.redeeming_repayments)::decimal(18, 2) as redeeming_repayments,
  sum(movement.pending)::decimal(18, 2) as pending,
  sum(
    movement.issued + movement.restored - movement.redeemed - movement.expired - movement.reversed + movement.transferred_in - movement.transferred_out + movement.exchanged_in - movement.exchanged_out + movement.adjusted_up - movement.adjusted_down - movement.forfeited - movement.debt_repaid
  )::decimal(18, 2) as points_change,
  sum(movement.debt_incurred)::decimal(18, 2) as debt_incurred,
  sum(movement.debt_settled)::decimal(18, 2) as debt_settled,
  sum(movement.debt_cancelled)::decimal(18, 2) as debt_cancelled,
  sum(movement.gross)::decimal(18, 4) as gross,
  sum(movement.net)::decimal(18, 4) as net,
  sum(movement.allocated)::decimal(18, 4) as allocated,
  sum(movement.gross_reversed)::decimal(18, 4) as gross_reversed,
  sum(movement.net_reversed)::decimal(18, 4) as net_reversed,
  sum(movement.allocated_reversed)::decimal(18, 4) as allocated_reversed
from
  liability.movements as movement
  left join meta.treatments as treatments on treatments.kind = movement.kind
group by
  all
order by
  all
