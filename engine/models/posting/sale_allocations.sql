-- One row per earn: the price of its purchase and what of it is allocated to its points, as whole 1/10000 of the
-- currency unit. The price of an order, net of tax, is split by relative stand-alone selling prices (IFRS 15.73–80);
-- points weigh SSP × the redemption rate booked at the sale. See allocateOrder in engine/liability/allocation.ts. Where the
-- issuer pays for its points, the price per point is all there is to allocate: to the operator it is the transaction
-- price, by a merchant that is agent for the points it is owed.
with
  earns as (
    select
      entry.entry_no,
      entry.programme_id,
      entry.member_id,
      entry.order_id,
      entry.amount is not null
      and entry.amount > 0 as is_priced,
      entry.reason is not distinct from 'purchased' as is_points_alone,
      (coalesce(greatest(entry.amount, 0), 0) * 10000)::hugeint as paid,
      (coalesce(greatest(entry.tax_rate, 0), 0) * 1000000)::hugeint as tax,
      coalesce(entry.amount_includes_tax, true) as includes_tax,
      issue_price.issuer_merchant_id is not null as is_paid_by_issuer,
      coalesce(issue_price.is_operator, false) as is_operator,
      (coalesce(issue_price.tax_rate, 0) * 1000000)::hugeint as issue_tax,
      -- Halves round up.
      (
        2 * (entry.points * 100)::hugeint * (coalesce(issue_price.price_per_point, 0) * 1000000)::hugeint + 10000
      ) // 20000 as issue_net,
      (round(product.price * coalesce(entry.quantity, 1), 4)::decimal(28, 4) * 10000)::hugeint as listed,
      (entry.points * 100)::hugeint * coalesce(point_value.ssp_per_point * 1000000, 0)::hugeint * coalesce(point_value.booked_redemption_rate * 1000000, 0)::hugeint as points_weight
    from
      ledger.entries as entry
      left join meta.point_values as point_value on point_value.programme_id = entry.programme_id
      and point_value.wallet = entry.wallet
      and entry.effective_at >= point_value.valid_from
      and entry.effective_at < point_value.valid_to
      left join meta.issue_prices as issue_price on issue_price.programme_id = entry.programme_id
      and issue_price.wallet = entry.wallet
      and issue_price.issuer_merchant_id = entry.merchant_id
      and entry.effective_at >= issue_price.valid_from
      and entry.effective_at < issue_price.valid_to
      left join data.products as product on product.programme_id = entry.programme_id
      and product.product_id = entry.product_id
    where
      entry.event_type = 'earn'
      and (
        entry.amount > 0
        or entry.order_id is not null
        or issue_price.issuer_merchant_id is not null
      )
  ),
  -- Halves round up; prices are not negative.
  priced as (
    select
      earns.*,
      case
        when includes_tax then paid
        else (2 * paid * (1000000 + tax) + 1000000) // 2000000
      end as gross,
      case
        when includes_tax then (2000000 * paid + 1000000 + tax) // (2 * (1000000 + tax))
        else paid
      end as net,
      case
        when not is_priced
        or is_points_alone then 0
        when includes_tax then (2000000 * listed + 1000000 + tax) // (2 * (1000000 + tax))
        else listed
      end as goods
    from
      earns
  ),
  -- Most orders have one earn. The others are found by hashes of their ids, and joined by the ids themselves.
  repeated as (
    select
      hash(order_id) as order_hash
    from
      priced
    where
      order_id is not null
    group by
      order_hash
    having
      count(*) > 1
  ),
  orders as (
    select
      programme_id,
      member_id,
      order_id,
      sum(net) as net,
      sum(coalesce(goods, net)) as goods,
      sum(points_weight) as points_weight
    from
      priced
    where
      not is_paid_by_issuer
      and hash(order_id) in (
        select
          order_hash
        from
          repeated
      )
    group by
      programme_id,
      member_id,
      order_id
  ),
  weighed as (
    select
      priced.entry_no,
      priced.is_paid_by_issuer,
      priced.issue_net,
      case
        when priced.is_operator then (2 * priced.issue_net * (1000000 + priced.issue_tax) + 1000000) // 2000000
        else priced.gross
      end as gross,
      case
        when priced.is_operator then priced.issue_net
        else priced.net
      end as net,
      priced.points_weight,
      coalesce(orders.net, priced.net) as order_net,
      coalesce(orders.goods, priced.goods, priced.net) * 10000000000::hugeint + coalesce(orders.points_weight, priced.points_weight) as order_weight
    from
      priced
      left join orders on orders.programme_id = priced.programme_id
      and orders.member_id = priced.member_id
      and orders.order_id = priced.order_id
  )
select
  entry_no,
  gross::bigint as gross,
  net::bigint as net,
  case
    when is_paid_by_issuer then issue_net
    when order_weight = 0 then 0
    else (2 * order_net * points_weight + order_weight) // (2 * order_weight)
  end::bigint as allocated
from
  weighed
