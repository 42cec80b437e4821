-- One row per month × kind of points × tier at issue × issuer × vintage in which anything moves, whenever it became known.
-- Months that are closed stay as they were closed; what has become known of them since stands, marked prior, in the first
-- month after. Without closed periods there are no such rows.
with
  closed as (
    select
      programme_id,
      max(month_no (period)) as closed_no
    from
      meta.closes
    group by
      programme_id
  ),
  live as (
    select
      movement.programme_id,
      movement.wallet,
      movement.kind,
      coalesce(treatments.treatment, 'none') as treatment,
      movement.tier,
      movement.issuer_merchant_id,
      movement.vintage,
      movement.month,
      coalesce(month_no (movement.month) <= closed.closed_no, false) as is_closed,
      closed.closed_no,
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
      left join closed on closed.programme_id = movement.programme_id
    group by all
  ),
  differences as (
    select
      * exclude (month, is_closed)
    from
      live
    where
      is_closed
    union all
    by name
    select
      frozen.programme_id,
      frozen.wallet,
      frozen.kind,
      frozen.treatment,
      frozen.tier,
      frozen.issuer_merchant_id,
      frozen.vintage,
      closed.closed_no,
      - frozen.opened as opened,
      - frozen.issued as issued,
      - frozen.restored as restored,
      - frozen.given_back as given_back,
      - frozen.redeemed as redeemed,
      - frozen.expired as expired,
      - frozen.reversed as reversed,
      - frozen.transferred_net as transferred_net,
      - frozen.exchanged_in as exchanged_in,
      - frozen.exchanged_out as exchanged_out,
      - frozen.adjusted_up as adjusted_up,
      - frozen.adjusted_down as adjusted_down,
      - frozen.forfeited as forfeited,
      - frozen.debt_repaid as debt_repaid,
      - frozen.redeeming_repayments as redeeming_repayments,
      - frozen.pending as pending,
      - frozen.points_change as points_change,
      - frozen.debt_incurred as debt_incurred,
      - frozen.debt_settled as debt_settled,
      - frozen.debt_cancelled as debt_cancelled,
      - frozen.gross as gross,
      - frozen.net as net,
      - frozen.allocated as allocated,
      - frozen.gross_reversed as gross_reversed,
      - frozen.net_reversed as net_reversed,
      - frozen.allocated_reversed as allocated_reversed
    from
      posting.frozen_moves as frozen
      join closed on closed.programme_id = frozen.programme_id
  ),
  late as (
    select
      programme_id,
      wallet,
      kind,
      treatment,
      tier,
      issuer_merchant_id,
      vintage,
      month_start (closed_no + 1) as month,
      true as is_prior,
      sum(opened)::decimal(18, 2) as opened,
      sum(issued)::decimal(18, 2) as issued,
      sum(restored)::decimal(18, 2) as restored,
      sum(given_back)::decimal(18, 2) as given_back,
      sum(redeemed)::decimal(18, 2) as redeemed,
      sum(expired)::decimal(18, 2) as expired,
      sum(reversed)::decimal(18, 2) as reversed,
      sum(transferred_net)::decimal(18, 2) as transferred_net,
      sum(exchanged_in)::decimal(18, 2) as exchanged_in,
      sum(exchanged_out)::decimal(18, 2) as exchanged_out,
      sum(adjusted_up)::decimal(18, 2) as adjusted_up,
      sum(adjusted_down)::decimal(18, 2) as adjusted_down,
      sum(forfeited)::decimal(18, 2) as forfeited,
      sum(debt_repaid)::decimal(18, 2) as debt_repaid,
      sum(redeeming_repayments)::decimal(18, 2) as redeeming_repayments,
      sum(pending)::decimal(18, 2) as pending,
      sum(points_change)::decimal(18, 2) as points_change,
      sum(debt_incurred)::decimal(18, 2) as debt_incurred,
      sum(debt_settled)::decimal(18, 2) as debt_settled,
      sum(debt_cancelled)::decimal(18, 2) as debt_cancelled,
      sum(gross)::decimal(18, 4) as gross,
      sum(net)::decimal(18, 4) as net,
      sum(allocated)::decimal(18, 4) as allocated,
      sum(gross_reversed)::decimal(18, 4) as gross_reversed,
      sum(net_reversed)::decimal(18, 4) as net_reversed,
      sum(allocated_reversed)::decimal(18, 4) as allocated_reversed
    from
      differences
    group by
      programme_id,
      wallet,
      kind,
      treatment,
      tier,
      issuer_merchant_id,
      vintage,
      closed_no
    having
      sum(opened) <> 0
      or sum(issued) <> 0
      or sum(restored) <> 0
      or sum(given_back) <> 0
      or sum(redeemed) <> 0
      or sum(expired) <> 0
      or sum(reversed) <> 0
      or sum(transferred_net) <> 0
      or sum(exchanged_in) <> 0
      or sum(exchanged_out) <> 0
      or sum(adjusted_up) <> 0
      or sum(adjusted_down) <> 0
      or sum(forfeited) <> 0
      or sum(debt_repaid) <> 0
      or sum(redeeming_repayments) <> 0
      or sum(pending) <> 0
      or sum(points_change) <> 0
      or sum(debt_incurred) <> 0
      or sum(debt_settled) <> 0
      or sum(debt_cancelled) <> 0
      or sum(gross) <> 0
      or sum(net) <> 0
      or sum(allocated) <> 0
      or sum(gross_reversed) <> 0
      or sum(net_reversed) <> 0
      or sum(allocated_reversed) <> 0
  )
select
  programme_id,
  wallet,
  kind,
  treatment,
  tier,
  issuer_merchant_id,
  vintage,
  month,
  false as is_prior,
  opened,
  issued,
  restored,
  given_back,
  redeemed,
  expired,
  reversed,
  transferred_net,
  exchanged_in,
  exchanged_out,
  adjusted_up,
  adjusted_down,
  forfeited,
  debt_repaid,
  redeeming_repayments,
  pending,
  points_change,
  debt_incurred,
  debt_settled,
  debt_cancelled,
  gross,
  net,
  allocated,
  gross_reversed,
  net_reversed,
  allocated_reversed
from
  live
where
  not is_closed
union all
by name
from
  posting.frozen_moves
union all
by name
from
  late
