-- One row per transfer to a member whom many strangers sent points within a window, and who cashed out soon after; and one
-- per such cashing out. Cash, coupons and points of a partner count as cash-like.
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
  ),
  sent as (
    select
      transfer.*,
      receiver.programme_id,
      receiver.wallet,
      receiver.member_id as receiver_id,
      sender.member_id as sender_id
    from
      ledger.transfers as transfer
      join ledger.accounts as receiver on receiver.account_no = transfer.to_account_no
      join ledger.accounts as sender on sender.account_no = transfer.from_account_no
    where
      sender.member_id <> receiver.member_id
  ),
  busy as (
    select
      to_account_no
    from
      sent
    group by
      to_account_no
    having
      count(distinct from_account_no) >= min(parameter_min_senders (programme_id, transferred_at))
  ),
  arrived as (
    select
      sent.*
    from
      sent
      semi join busy using (to_account_no)
  ),
  from_home as (
    select distinct
      arrived.out_entry_no
    from
      arrived
      join households as sending on sending.programme_id = arrived.programme_id
      and sending.member_id = arrived.sender_id
      and arrived.transferred_at >= sending.valid_from
      and arrived.transferred_at < sending.valid_to
      join households as receiving on receiving.programme_id = arrived.programme_id
      and receiving.member_id = arrived.receiver_id
      and receiving.household_id = sending.household_id
      and arrived.transferred_at >= receiving.valid_from
      and arrived.transferred_at < receiving.valid_to
  ),
  counted as (
    select
      arrived.*,
      to_days(parameter_window_days (arrived.programme_id, arrived.transferred_at)::integer) as window_length,
      count(distinct arrived.from_account_no) over (
        partition by
          arrived.to_account_no
        order by
          arrived.transferred_at range between to_days(parameter_window_days (arrived.programme_id, arrived.transferred_at)::integer) preceding
          and current row
      ) as senders
    from
      arrived
      anti join from_home on from_home.out_entry_no = arrived.out_entry_no
  ),
  collected as (
    select
      to_account_no,
      min(transferred_at) as collected_at,
      min(transferred_at - window_length) as since,
      min_by(senders, transferred_at) as senders
    from
      counted
    where
      senders >= parameter_min_senders (programme_id, transferred_at)
    group by
      to_account_no
  ),
  cash_items as (
    select distinct
      programme_id,
      item_id
    from
      data.catalogue_items
    where
      kind in ('cash', 'coupon')
  ),
  cashed as (
    select
      entry.account_no,
      entry.entry_no,
      entry.event_type,
      entry.item_id,
      entry.points_posted,
      entry.effective_at
    from
      collected
      join ledger.entries as entry on entry.account_no = collected.to_account_no
      left join cash_items on cash_items.programme_id = entry.programme_id
      and cash_items.item_id = entry.item_id
    where
      (
        entry.event_type = 'exchange_out'
        or (
          entry.event_type = 'redeem'
          and cash_items.item_id is not null
        )
      )
      and entry.effective_at >= collected.collected_at
      and entry.effective_at < collected.collected_at + to_days(parameter_cash_out_days (entry.programme_id, entry.effective_at)::integer)
  ),
  cash_outs as (
    select
      account_no,
      min(effective_at) as cashed_at,
      sum(points_posted) as points_cashed
    from
      cashed
    group by
      account_no
  ),
  evidence as (
    select
      counted.to_account_no as account_no,
      counted.sender_id as member_id,
      counted.points,
      'transfer_in' as event_type,
      counted.transferred_at as at,
      null as item_id,
      null as cash_out,
      null as points_out,
      counted.in_entry_no as entry_no
    from
      counted
      join collected using (to_account_no)
      join cash_outs on cash_outs.account_no = counted.to_account_no
    where
      counted.transferred_at >= collected.since
      and counted.transferred_at <= cash_outs.cashed_at
    union all
    select
      account_no,
      null,
      null,
      event_type,
      effective_at,
      item_id,
      coalesce(item_id, event_type),
      points_posted,
      entry_no
    from
      cashed
  )
select
  account.programme_id,
  'member' as subject_type,
  account.member_id as subject_id,
  account.wallet,
  cash_out.cashed_at as occurred_at,
  collected.senders as observed,
  parameter_min_senders (account.programme_id, cash_out.cashed_at)::integer as expected,
  evidence.member_id,
  evidence.points,
  {
    'event_type': evidence.event_type,
    'at': evidence.at,
    'from_member_id': evidence.member_id,
    'to_member_id': account.member_id,
    'points': evidence.points,
    'item_id': evidence.item_id,
    'cash_out': evidence.cash_out,
    'points_out': evidence.points_out,
    'points_cashed': cash_out.points_cashed
  } as evidence,
  evidence.entry_no
from
  evidence
  join ledger.accounts as account on account.account_no = evidence.account_no
  join collected on collected.to_account_no = evidence.account_no
  join cash_outs as cash_out on cash_out.account_no = evidence.account_no
