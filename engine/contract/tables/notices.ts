import { date, oneOf, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const notices = table({
  name: 'notices',
  title: { zh: '通知', en: 'Notices' },
  grain: 'One notice sent to a member or to everyone.',
  key: ['notice_id', 'member_id'],
  datedBy: 'sent_at',
  columns: {
    notice_id: text('', required),
    kind: oneOf(['terms_change', 'expiry_reminder', 'activity', 'termination']),
    channel: oneOf(['sms', 'app_push', 'email', 'web', 'letter']),
    sent_at: time(),
    delivery_status: text(),
    member_id: text('Empty: everyone'),
    wallet: text(),
    merchant_id: text(),
    terms_id: text(),
    expires_on: date(),
  },
});
