import { required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const dataShares = table({
  name: 'data_shares',
  title: { zh: '个人信息提供', en: 'Personal data handed on' },
  grain: 'One passing of personal data to a partner.',
  key: ['member_id', 'recipient', 'purpose', 'shared_at'],
  datedBy: 'shared_at',
  columns: {
    member_id: text('', required),
    recipient: text(),
    purpose: text(),
    shared_at: time(),
  },
});
