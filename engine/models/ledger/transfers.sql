-- One row per transfer of which both sides were found: the points that left one account and reached the other. Both
-- accounts are of one component, so that shards neither split nor share a row.
with
  legs as (
    select
      pair_no,
      type_code,
      account_no,
      (rowid + $first_entry)::integer as entry_no,
      instant,
      hundredths
    from
      posting.kernel_input
    where
      part = 1
  )
select
  outs.entry_no as out_entry_no,
  ins.entry_no as in_entry_no,
  outs.account_no as from_account_no,
  ins.account_no as to_account_no,
  make_timestamptz(ins.instant) as transferred_at,
  (ins.hundredths / 100::decimal(18, 2))::decimal(18, 2) as points
from
  legs as outs
  join legs as ins using (pair_no)
where
  outs.type_code = event_type_code ('transfer_out')
  and ins.type_code = event_type_code ('transfer_in')
order by
  out_entry_no
