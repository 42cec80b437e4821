-- One row per transfer that is no trifle, in order of time, with what the rule allowed on its day.
with
  households as (
    select
      programme_id,
      member_id,
      value as household_id,
      coalesce(valid_from, '-infinity'::timestamptz) as valid_from,
      coalesce(valid_to, 'infinity'::timestamptz) as valid_to
    from
      data.member_attributes
    where
      attribute = 'household_id'
      and value is not null
  ),
  sent as (
    select
      transfer.*,
      sender.programme_id,
      sender.member_id as sender_id,
      receiver.member_id as receiver_id
    from
      ledger.transfers as transfer
      join ledger.accounts as sender on sender.account_no = transfer.from_account_no
      join ledger.accounts as receiver on receiver.account_no = transfer.to_account_no
    where
      transfer.points >= parameter_min_points (sender.programme_id, transfer.transferred_at)
  ),
  at_home as (
    select distinct
      sent.out_entry_no
    from
      sent
      join households as sending on sending.programme_id = sent.programme_id
      and sending.member_id = sent.sender_id
      and sent.transferred_at >= sending.valid_from
      and sent.transferred_at < sending.valid_to
      join households as receiving on receiving.programme_id = sent.programme_id
      and receiving.member_id = sent.receiver_id
      and receiving.household_id = sending.household_id
      and sent.transferred_at >= receiving.valid_from
      and sent.transferred_at < receiving.valid_to
  )
select
  sent.out_entry_no,
  sent.from_account_no,
  sent.to_account_no,
  epoch_us(sent.transferred_at)::double as instant,
  (sent.points * 100)::double as hundredths,
  (at_home.out_entry_no is not null)::integer as in_household,
  parameter_window_days (sent.programme_id, sent.transferred_at)::double * 86400e6 as window_us,
  parameter_tolerance_pct (sent.programme_id, sent.transferred_at)::double as tolerance_pct,
  parameter_max_members (sent.programme_id, sent.transferred_at)::integer as longest
from
  sent
  left join at_home on at_home.out_entry_no = sent.out_entry_no
order by
  sent.transferred_at,
  sent.out_entry_no
