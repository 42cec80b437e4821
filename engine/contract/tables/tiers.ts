import { integer, points, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const tiers = table({
  name: 'tiers',
  title: { zh: '会员等级', en: 'Tiers' },
  grain: 'One tier of the programme from a date on.',
  key: ['tier', 'valid_from'],
  datedBy: 'valid_from',
  columns: {
    tier: text('', required),
    rank: integer(),
    threshold: points(),
    period: text(),
    valid_from: time(),
  },
});
