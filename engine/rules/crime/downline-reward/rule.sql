-- One row per reward for a referral that reached someone two levels and more above who caused it.
with
  rewards as (
    select
      programme_id,
      event_id,
      max(level) as level,
      any_value(source_member_id) as source_member_id,
      any_value(basis) as basis
    from
      data.referral_rewards
    where
      level >= 2
    group by
      programme_id,
      event_id
  )
select
  entry.programme_id,
  'member' as subject_type,
  entry.member_id as subject_id,
  entry.wallet,
  entry.source,
  entry.event_id,
  entry.effective_at as occurred_at,
  case
    when reward.level >= 3 then 'high'
    else 'medium'
  end as severity,
  reward.level as observed,
  1 as expected,
  entry.points_posted as points,
  {
    'level': reward.level,
    'basis': reward.basis,
    'source_member_id': reward.source_member_id,
    'reason': entry.reason,
    'points': entry.points_posted
  } as evidence,
  entry.entry_no
from
  ledger.entries as entry
  join rewards as reward on reward.programme_id = entry.programme_id
  and reward.event_id = entry.event_id
where
  entry.event_type = 'earn'
