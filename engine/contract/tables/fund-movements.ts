import { money, oneOf, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const fundMovements = table({
  name: 'fund_movements',
  title: { zh: '资金划转', en: 'Fund movements' },
  grain: 'One movement of money around the points.',
  key: ['movement_id'],
  datedBy: 'occurred_at',
  columns: {
    movement_id: text('', required),
    occurred_at: time(),
    from_account: text(),
    from_kind: oneOf(['reserve', 'own', 'settlement', 'external']),
    to_account: text(),
    to_kind: oneOf(['reserve', 'own', 'settlement', 'external']),
    amount: money(),
    purpose: text('`points_funding points_settlement fee goods …`'),
  },
});
