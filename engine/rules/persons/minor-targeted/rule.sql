-- One row per member under eighteen whom a campaign chose by profile. On the eighteenth birthday one is of age; who has no
-- birth date on record is not judged.
select
  campaign.programme_id,
  'campaign' as subject_type,
  campaign.campaign_id as subject_id,
  coalesce(target.targeted_at, campaign.started_at) as occurred_at,
  date_diff('year', member.birth_date, addressed_on) - (addressed_on < member.birth_date + to_years(date_diff('year', member.birth_date, addressed_on)))::integer as observed,
  18 as expected,
  target.member_id,
  {'member_id': target.member_id, 'birth_date': member.birth_date, 'addressed_on': addressed_on} as evidence,
  target.source_file,
  target.source_record
from
  data.campaigns as campaign
  join data.campaign_targets as target on target.programme_id = campaign.programme_id
  and target.campaign_id = campaign.campaign_id
  join data.members as member on member.programme_id = target.programme_id
  and member.member_id = target.member_id
  cross join lateral (
    select
      local_day (campaign.programme_id, coalesce(target.targeted_at, campaign.started_at)) as addressed_on
  ) as day
where
  campaign.uses_profiling
  and target.assigned is distinct from 'holdout'
  and addressed_on < member.birth_date + to_years(18)
