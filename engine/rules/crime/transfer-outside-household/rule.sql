-- One row per transfer to someone of another household, in a wallet that allows transfers within the family only. Where no
-- household is on record in the whole programme nobody can be told apart, and nothing is found.
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
      sender.wallet,
      sender.member_id as sender_id,
      receiver.member_id as receiver_id
    from
      ledger.transfers as transfer
      join ledger.accounts as sender on sender.account_no = transfer.from_account_no
      join ledger.accounts as receiver on receiver.account_no = transfer.to_account_no
      join meta.wallets as wallet on wallet.programme_id = sender.programme_id
      and wallet.wallet = sender.wallet
    where
      wallet.transfer = 'household'
      and sender.member_id <> receiver.member_id
      and sender.programme_id in (
        select
          programme_id
        from
          households
      )
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
  sent.programme_id,
  'account' as subject_type,
  concat(sent.wallet, '/', sent.sender_id) as subject_id,
  sent.wallet,
  entry.source,
  entry.event_id,
  sent.transferred_at as occurred_at,
  sent.receiver_id as observed,
  'household' as expected,
  sent.sender_id as member_id,
  sent.points,
  {
    'from_member_id': sent.sender_id,
    'to_member_id': sent.receiver_id,
    'points': sent.points,
    'transferred_at': sent.transferred_at
  } as evidence,
  sent.out_entry_no as entry_no
from
  sent
  join ledger.entries as entry on entry.entry_no = sent.out_entry_no
  anti join at_home on at_home.out_entry_no = sent.out_entry_no
