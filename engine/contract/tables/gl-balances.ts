import { date, money, oneOf, required, text } from '../column.ts';
import { table } from '../table.ts';

export const glBalances = table({
  name: 'gl_balances',
  title: { zh: '总账余额', en: 'General ledger balances' },
  grain: 'One balance of the general ledger.',
  key: ['entity', 'account_code', 'side', 'as_of', 'currency'],
  datedBy: 'as_of',
  columns: {
    entity: text(),
    account_code: text('', required),
    side: oneOf(['debit', 'credit']),
    as_of: date('', required),
    amount: money('', required),
    currency: text(),
  },
});
