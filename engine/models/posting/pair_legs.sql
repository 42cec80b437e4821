-- One row per leg of a joined transfer, with the instant at which the leg takes effect.
select
  out_no as raw_no,
  pair_no,
  points_paired,
  null::timestamptz as in_effective_at
from
  posting.transfer_pairs
union all
select
  in_no,
  pair_no,
  points_paired,
  in_effective_at
from
  posting.transfer_pairs
