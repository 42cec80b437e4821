-- One row per commercial message to a member who had not agreed to any. Notices to everyone are left out: whom they reached
-- is not recorded; so are those that did not arrive, and what merely stands on a web page.
select
  notice.programme_id,
  'member' as subject_type,
  notice.member_id as subject_id,
  notice.wallet,
  notice.sent_at as occurred_at,
  0 as observed,
  1 as expected,
  notice.member_id,
  {
    'notice_id': notice.notice_id,
    'channel': notice.channel,
    'sent_at': notice.sent_at,
    'delivery_status': notice.delivery_status,
    'consents_in_force': 0
  } as evidence,
  notice.source_file,
  notice.source_record
from
  data.notices as notice
  anti join data.consents as consent on consent.programme_id = notice.programme_id
  and consent.member_id = notice.member_id
  and consent.purpose = 'marketing'
  and coalesce(consent.granted_at, '-infinity'::timestamptz) <= coalesce(notice.sent_at, 'infinity'::timestamptz)
  and coalesce(consent.withdrawn_at, 'infinity'::timestamptz) > coalesce(notice.sent_at, '-infinity'::timestamptz)
where
  notice.kind = 'activity'
  and notice.member_id is not null
  and notice.channel in ('sms', 'app_push', 'email', 'letter')
  and coalesce(notice.delivery_status not in ('failed', 'undelivered', 'bounced'), true)
