-- One row per campaign that chooses by profile and offers no way to refuse.
with
  addressed as (
    select
      programme_id,
      campaign_id,
      count(distinct member_id) as members
    from
      data.campaign_targets
    where
      assigned is distinct from 'holdout'
    group by all
  )
select
  campaign.programme_id,
  'campaign' as subject_type,
  campaign.campaign_id as subject_id,
  campaign.started_at as occurred_at,
  'false' as observed,
  'true' as expected,
  coalesce(addressed.members, 0) as members,
  {
    'name': campaign.name,
    'uses_profiling': campaign.uses_profiling,
    'offers_opt_out': campaign.offers_opt_out,
    'started_at': campaign.started_at
  } as evidence,
  campaign.source_file,
  campaign.source_record
from
  data.campaigns as campaign
  left join addressed on addressed.programme_id = campaign.programme_id
  and addressed.campaign_id = campaign.campaign_id
where
  campaign.uses_profiling
  and campaign.offers_opt_out = false
