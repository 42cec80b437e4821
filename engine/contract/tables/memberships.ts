import { happensLater, money, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const memberships = table({
  name: 'memberships',
  title: { zh: '付费会籍', en: 'Paid memberships' },
  grain: 'One purchased membership.',
  key: ['membership_id'],
  datedBy: 'starts_at',
  columns: {
    membership_id: text('', required),
    member_id: text(),
    terms_id: text(),
    paid_amount: money(),
    starts_at: time(),
    ends_at: time(),
    ended_at: time('', happensLater),
  },
});
