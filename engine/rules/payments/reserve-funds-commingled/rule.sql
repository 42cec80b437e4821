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
    'amount': amount,
    'purpose_zh': case purpose
      when 'points_funding' then '积分资金'
      when 'points_settlement' then '积分结算'
      else '手续费'
    end,
    'purpose_en': case purpose
      when 'points_funding' then 'funding points'
      when 'points_settlement' then 'settling points'
      else 'fees'
    end
  } as evidence,
  source_file,
  source_record
from
  data.fund_movements
where
  from_kind = 'reserve'
  and purpose in ('points_funding', 'points_settlement', 'fee')
