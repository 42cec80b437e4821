import { boolean, date, happensLater, oneOf, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const members = table({
  name: 'members',
  title: { zh: '会员', en: 'Members' },
  grain: 'One member of the programme.',
  key: ['member_id'],
  datedBy: 'joined_at',
  columns: {
    member_id: text('', required),
    joined_at: time(),
    birth_date: date(),
    region_code: text('GB/T 2260 code'),
    member_type: oneOf(['person', 'enterprise']),
    referrer_member_id: text(),
    guardian_consent: boolean(),
    closed_at: time('', happensLater),
  },
});
