-- One row per member whom a campaign chose by profile without consent, where no other legal basis is on record. Where the
-- basis is blank, that may be a gap of the records: an indicator.
with
  addressed as (
    select
      campaign.programme_id,
      campaign.campaign_id,
      nullif(trim(campaign.legal_basis), '') as legal_basis,
      target.member_id,
      coalesce(target.targeted_at, campaign.started_at) as targeted_at,
      target.source_file,
      target.source_record
    from
      data.campaigns as campaign
      join data.campaign_targets as target on target.programme_id = campaign.programme_id
      and target.campaign_id = campaign.campaign_id
    where
      campaign.uses_profiling
      and target.assigned is distinct from 'holdout'
  )
select
  addressed.programme_id,
  'campaign' as subject_type,
  addressed.campaign_id as subject_id,
  addressed.targeted_at as occurred_at,
  case
    when addressed.legal_basis is null then 'indicator'
    else 'violation'
  end as nature,
  0 as observed,
  1 as expected,
  addressed.member_id,
  {
    'member_id': addressed.member_id,
    'legal_basis': addressed.legal_basis,
    'targeted_at': addressed.targeted_at,
    'consents_in_force': 0
  } as evidence,
  addressed.source_file,
  addressed.source_record
from
  addressed
  -- A consent or a withdrawal without a date counts in favour of the operator.
  anti join data.consents as consent on consent.programme_id = addressed.programme_id
  and consent.member_id = addressed.member_id
  and consent.purpose = 'profiling'
  and coalesce(consent.granted_at, '-infinity'::timestamptz) <= coalesce(addressed.targeted_at, 'infinity'::timestamptz)
  and coalesce(consent.withdrawn_at, 'infinity'::timestamptz) > coalesce(addressed.targeted_at, '-infinity'::timestamptz)
where
  coalesce(addressed.legal_basis, 'consent') in ('consent', '同意')
