-- One row per figure that the inputs cannot carry, for a wallet or for the whole programme: what is missing, and the
-- points concerned where they can be counted. Such figures are NULL or leave those points out; none is guessed.
with
  sales as (
    select
      movement.programme_id,
      movement.wallet,
      month_value.ssp_per_point is null as lacks_price,
      month_value.booked_redemption_rate is null as lacks_rate,
      sum(movement.issued) as points
    from
      liability.movements as movement
      join liability.month_values as month_value on month_value.programme_id = movement.programme_id
      and month_value.wallet = movement.wallet
      and month_value.month = movement.month
      join meta.treatments as treatments on treatments.kind = movement.kind
    where
      treatments.treatment = 'contract_liability'
      and movement.kind <> 'issuer_paid'
      and movement.issued > 0
    group by all
  ),
  given as (
    select
      totals.programme_id,
      totals.wallet,
      sum(totals.outstanding) as points
    from
      liability.pools as totals
      join liability.month_values as month_value on month_value.programme_id = totals.programme_id
      and month_value.wallet = totals.wallet
      join meta.programmes as programme on programme.programme_id = totals.programme_id
    where
      totals.treatment = 'provision'
      and totals.outstanding > 0
      and month_no (month_value.month) = month_no (programme.as_of)
      and month_value.cost_per_point is null
    group by all
  ),
  absent as (
    select
      programme.programme_id,
      need.figure,
      need.missing
    from
      meta.programmes as programme
      cross join (
        select
          unnest(['net_of_tax', 'tier_at_issue', 'issuer', 'settlement', 'tie_out', 'goods_price']) as figure,
          unnest(
            [
              'point_events.tax_rate',
              'member_attributes',
              'point_events.merchant_id',
              'settlement_rates',
              'gl_balances',
              'products.price'
            ]
          ) as missing
      ) as need
    where
      not exists (
        from
          meta.columns as column_row
        where
          column_row.is_present
          and (
            concat(column_row.table_name, '.', column_row.column_name) = need.missing
            or column_row.table_name = need.missing
          )
      )
  )
select
  programme_id,
  null::varchar as wallet,
  figure,
  missing,
  null::decimal(18, 2) as points
from
  absent
union all
select
  programme_id,
  wallet,
  'allocation',
  concat_ws(
    ', ',
    case
      when lacks_price then 'point_values.ssp_per_point'
    end,
    case
      when lacks_rate then 'point_values.booked_redemption_rate'
    end
  ),
  points::decimal(18, 2)
from
  sales
where
  lacks_price
  or lacks_rate
union all
select
  programme_id,
  wallet,
  'provision',
  'point_values.cost_per_point',
  points::decimal(18, 2)
from
  given
union all
select
  movement.programme_id,
  movement.wallet,
  'issue_price',
  'settlement_rates (no one price per point that the issuer bears)',
  sum(movement.issued)::decimal(18, 2)
from
  liability.movements as movement
where
  movement.kind in ('issuer_paid', 'agent_sale', 'agent_free')
  and movement.issued > 0
  and movement.allocated = 0
group by
  movement.programme_id,
  movement.wallet
union all
select
  programme_id,
  wallet,
  'allocation',
  'point_events.amount (reason purchase)',
  null
from
  meta.point_kinds
where
  reason = 'purchase'
  and not is_sale
  and event_type = 'earn'
union all
select
  programme_id,
  wallet,
  'settlement',
  'settlement_rates (no rate in force)',
  sum(points)::decimal(18, 2)
from
  liability.settlement
where
  amount is null
group by
  programme_id,
  wallet
order by all
