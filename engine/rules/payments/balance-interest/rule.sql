-- One row per earn that is interest on a balance, given by a payment institution: the operator, or the merchant that issued it.
with
  interest as (
    select
      *
    from
      ledger.entries
    where
      event_type = 'earn'
      and reason = 'interest'
  )
select
  interest.programme_id,
  'account' as subject_type,
  concat(interest.wallet, '/', interest.member_id) as subject_id,
  interest.wallet,
  interest.occurred_at,
  interest.points_posted as observed,
  0::decimal(18, 2) as expected,
  interest.member_id,
  interest.points_posted as points,
  {
    'event_id': interest.event_id,
    'merchant_id': interest.merchant_id,
    'reason': interest.reason,
    'points': interest.points_posted
  } as evidence,
  interest.entry_no
from
  interest
  join meta.operators as operator using (programme_id)
where
  operator.is_payment_institution
  or exists (
    select
      1
    from
      data.merchants as merchant
    where
      merchant.programme_id = interest.programme_id
      and merchant.merchant_id = interest.merchant_id
      and merchant.industry = 'payment'
  )
