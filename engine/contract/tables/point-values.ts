import { text, time, value } from '../column.ts';
import { table } from '../table.ts';

export const pointValues = table({
  name: 'point_values',
  title: { zh: '积分单位价值', en: 'Values per point' },
  grain: 'What a point of a wallet is worth and costs from a date on.',
  key: ['wallet', 'valid_from'],
  datedBy: 'valid_from',
  columns: {
    wallet: text(),
    valid_from: time(),
    ssp_per_point: value('Stand-alone selling price'),
    cost_per_point: value(),
    fair_value_per_point: value(),
    booked_redemption_rate: value('Estimate in force when a sale is booked'),
  },
});
