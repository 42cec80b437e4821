-- One row per large redemption by a member under eighteen for which no guardian's consent is on record; a blank weighs less
-- than a refusal.
select
  entry.programme_id,
  'member' as subject_type,
  entry.member_id as subject_id,
  entry.wallet,
  entry.source,
  entry.event_id,
  entry.effective_at as occurred_at,
  case
    when member.guardian_consent = false then 'medium'
    else 'low'
  end as severity,
  entry.points_posted as observed,
  parameter_large_points (entry.programme_id, entry.effective_at)::decimal(18, 2) as expected,
  entry.points_posted as points,
  entry.cash_paid as money,
  {
    'birth_date': member.birth_date,
    'redeemed_on': local_day (entry.programme_id, entry.effective_at),
    'guardian_consent': member.guardian_consent,
    'points': entry.points_posted,
    'item_id': entry.item_id
  } as evidence,
  entry.entry_no
from
  ledger.entries as entry
  join data.members as member on member.programme_id = entry.programme_id
  and member.member_id = entry.member_id
where
  entry.event_type = 'redeem'
  and member.guardian_consent is not true
  and local_day (entry.programme_id, entry.effective_at) < member.birth_date + to_years(18)
  and entry.points_posted >= parameter_large_points (entry.programme_id, entry.effective_at)
