-- One row per passing of a member's data to a partner without consent to sharing, or to that very purpose, in force then.
select
  share.programme_id,
  'member' as subject_type,
  share.member_id as subject_id,
  share.shared_at as occurred_at,
  0 as observed,
  1 as expected,
  share.member_id,
  {
    'recipient': share.recipient,
    'purpose': share.purpose,
    'shared_at': share.shared_at,
    'consents_in_force': 0
  } as evidence,
  share.source_file,
  share.source_record
from
  data.data_shares as share
  anti join data.consents as consent on consent.programme_id = share.programme_id
  and consent.member_id = share.member_id
  and consent.purpose in ('sharing', share.purpose)
  and coalesce(consent.granted_at <= share.shared_at, true)
  and coalesce(consent.withdrawn_at > share.shared_at, true)
