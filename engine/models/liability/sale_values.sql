-- One row per earn of a sale: its price with and without tax, and what of it is allocated to the points (IFRS 15.73–80). The
-- split stays as it was at the sale, so that every amount of the roll-forward can be followed to it.
select
  entry_no,
  units_as_money (gross) as gross,
  units_as_money (net) as net,
  units_as_money (allocated) as allocated
from
  posting.sale_allocations
order by
  entry_no
