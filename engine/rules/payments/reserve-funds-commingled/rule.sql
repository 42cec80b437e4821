-- One row per movement by which a reserve account pays for points or for fees.
select
  programme_id,
  'fund_movement' as subject_type,
  movement_id as subject_id,
  occurred_at,
  purpose as observed,
  'payments ordered by customers' as expected,
  amount as money,
  {
    'from_account': coalesce(from_account, from_kind),
    'to_account': coalesce(to_account, to_kind, '?'),
    'to_kind': to_kind,
    'purpose': purpose,
    'amount': amount
  } as evidence,
  source_file,
  source_record
from
  data.fund_movements
where
  from_kind = 'reserve'
  and purpose in ('points_funding', 'points_settlement', 'fee')
