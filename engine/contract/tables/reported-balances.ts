import { date, points, required, text } from '../column.ts';
import { table } from '../table.ts';

export const reportedBalances = table({
  name: 'reported_balances',
  title: { zh: '报告余额', en: 'Reported balances' },
  grain: 'One balance that the source reported at the end of a day.',
  key: ['wallet', 'member_id', 'as_of'],
  datedBy: 'as_of',
  columns: {
    wallet: text(),
    member_id: text('', required),
    as_of: date('The balance at the end of this day', required),
    points: points('', required),
  },
});
