-- One row per event that used more than the account had. What had been there and expired is expired-points-used; a
-- claw-back after the points were spent is no use.
with
  uncovered as (
    select
      account_no,
      entry_no,
      sum(points) as points_uncovered,
      sum(points - points_expired_before) as points_overdrawn
    from
      lots.shortfall_facts
    group by
      account_no,
      entry_no
  )
select
  account.programme_id,
  'account' as subject_type,
  concat(account.wallet, '/', account.member_id) as subject_id,
  account.wallet,
  entry.source,
  entry.event_id,
  entry.effective_at as occurred_at,
  abs(entry.points_posted) as observed,
  abs(entry.points_posted) - uncovered.points_overdrawn as expected,
  uncovered.points_overdrawn as points,
  {
    'event_type': entry.event_type,
    'points_used': abs(entry.points_posted),
    'points_uncovered': uncovered.points_uncovered,
    'points_overdrawn': uncovered.points_overdrawn
  } as evidence,
  entry.entry_no
from
  uncovered
  join ledger.entries as entry using (entry_no)
  join ledger.accounts as account on account.account_no = uncovered.account_no
where
  uncovered.points_overdrawn > 0
  and entry.event_type in ('redeem', 'transfer_out', 'exchange_out', 'adjust')
