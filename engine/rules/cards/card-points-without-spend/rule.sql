-- One row per earn at a bank for spending that has neither an amount nor an order.
select
  entry.programme_id,
  'account' as subject_type,
  concat(entry.wallet, '/', entry.member_id) as subject_id,
  entry.wallet,
  entry.source,
  entry.event_id,
  entry.occurred_at,
  entry.points as observed,
  0::decimal(18, 2) as expected,
  entry.member_id,
  entry.points,
  {
    'merchant_id': entry.merchant_id,
    'reason': entry.reason,
    'amount': entry.amount,
    'order_id': entry.order_id
  } as evidence,
  entry.entry_no
from
  ledger.entries as entry
  semi join data.merchants as bank on bank.programme_id = entry.programme_id
  and bank.merchant_id = entry.merchant_id
  and bank.industry = 'bank'
where
  entry.event_type = 'earn'
  and entry.reason = 'purchase'
  and coalesce(entry.amount, 0) = 0
  and entry.order_id is null
