import { integer, points, required, text, value } from '../column.ts';
import { table } from '../table.ts';

export const earnRates = table({
  name: 'earn_rates',
  title: { zh: '积分获得标准', en: 'Earning rates' },
  grain: 'One promised rate of earning.',
  key: [
    'terms_id',
    'wallet',
    'reason',
    'merchant_id',
    'category',
    'region_code',
    'tier',
    'credit_tier',
    'min_age',
  ],
  columns: {
    terms_id: text('', required),
    wallet: text(),
    reason: text(),
    merchant_id: text(),
    category: text(),
    region_code: text(),
    tier: text(),
    credit_tier: text(),
    min_age: integer(),
    points_per_yuan: value(),
    fixed_points: points(),
    rounding: text(),
    cap: points(),
  },
});
