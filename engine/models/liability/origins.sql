-- One row per lot that is its own origin: the account it was issued to and the kind of its points.
select
  lot_no,
  account_no,
  kind
from
  posting.origin_values
order by
  lot_no
