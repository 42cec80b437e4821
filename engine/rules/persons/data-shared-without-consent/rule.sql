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
  anti join data.consents as general on general.programme_id = share.programme_id
  and general.member_id = share.member_id
  and general.purpose = 'sharing'
  and coalesce(general.granted_at, '-infinity'::timestamptz) <= coalesce(share.shared_at, 'infinity'::timestamptz)
  and coalesce(general.withdrawn_at, 'infinity'::timestamptz) > coalesce(share.shared_at, '-infinity'::timestamptz)
  anti join data.consents as particular on particular.programme_id = share.programme_id
  and particular.member_id = share.member_id
  and particular.purpose = share.purpose
  and coalesce(particular.granted_at, '-infinity'::timestamptz) <= coalesce(share.shared_at, 'infinity'::timestamptz)
  and coalesce(particular.withdrawn_at, 'infinity'::timestamptz) > coalesce(share.shared_at, '-infinity'::timestamptz)
