-- One row per wallet, month and whether a sale issued the points: what a merchant that is agent for its points owes the
-- operator for those it handed out and no longer owes for those it took back. Owed once and never again: no liability
-- follows. `points_unpriced` were issued while no price per point was in force. Empty in all other books.
select
  programme_id,
  wallet,
  month,
  kind = 'agent_sale' as is_sale,
  sum(issued)::decimal(18, 2) as points_issued,
  sum(reversed)::decimal(18, 2) as points_reversed,
  coalesce(sum(issued) filter(allocated = 0), 0)::decimal(18, 2) as points_unpriced,
  sum(gross)::decimal(18, 4) as gross,
  sum(net)::decimal(18, 4) as net,
  sum(allocated)::decimal(18, 4) as payable,
  sum(gross_reversed)::decimal(18, 4) as gross_reversed,
  sum(net_reversed)::decimal(18, 4) as net_reversed,
  sum(allocated_reversed)::decimal(18, 4) as payable_reversed
from
  liability.cell_moves
where
  treatment = 'payable'
group by
  programme_id,
  wallet,
  month,
  kind
having
  sum(issued) <> 0
  or sum(allocated_reversed) <> 0
order by
  programme_id,
  wallet,
  month,
  is_sale
