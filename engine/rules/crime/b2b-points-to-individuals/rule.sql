-- One row per lot of points that an enterprise was issued and that reached the account of someone who works for another
-- enterprise at the time, over any number of transfers.
with
  enterprises as (
    select
      account.account_no,
      account.programme_id,
      account.member_id
    from
      ledger.accounts as account
      join data.members as member on member.programme_id = account.programme_id
      and member.member_id = account.member_id
    where
      member.member_type = 'enterprise'
  ),
  origins as (
    select
      lot.lot_no,
      enterprise.programme_id,
      enterprise.member_id as enterprise_id
    from
      lots.lot_facts as lot
      join enterprises as enterprise on enterprise.account_no = lot.account_no
  ),
  received as (
    select
      lot.lot_no,
      lot.account_no,
      lot.opening_entry_no,
      lot.opened_at,
      lot.points_opened,
      origin.programme_id,
      origin.enterprise_id
    from
      lots.lot_facts as lot
      join origins as origin on origin.lot_no = lot.origin_lot_no
    where
      lot.origin_lot_no <> lot.lot_no
  )
select
  received.programme_id,
  'member' as subject_type,
  account.member_id as subject_id,
  account.wallet,
  received.opened_at as occurred_at,
  employment.value as observed,
  received.enterprise_id as expected,
  account.member_id,
  received.points_opened as points,
  {
    'issued_to': received.enterprise_id,
    'received_by': account.member_id,
    'employer': employment.value,
    'points': received.points_opened,
    'received_at': received.opened_at
  } as evidence,
  received.opening_entry_no as entry_no,
  received.lot_no
from
  received
  join ledger.accounts as account on account.account_no = received.account_no
  join data.member_attributes as employment on employment.programme_id = received.programme_id
  and employment.member_id = account.member_id
  and employment.attribute = 'employer_member_id'
  and coalesce(employment.valid_from <= received.opened_at, true)
  and coalesce(employment.valid_to > received.opened_at, true)
where
  employment.value <> received.enterprise_id
