import { integer, oneOf, required, text, value } from '../column.ts';
import { table } from '../table.ts';

export const greenFactors = table({
  name: 'green_factors',
  title: { zh: '排放因子', en: 'Emission factors' },
  grain: 'One emission or footprint factor that adds to or overrides the built-in register.',
  key: ['factor_id', 'year', 'region'],
  columns: {
    factor_id: text('', required),
    name: text(),
    behaviour: text(),
    unit: text(),
    value: value(),
    year: integer(),
    region: text(),
    basis: oneOf(['emission', 'footprint']),
    boundary: text(),
    source: text('Where the factor was published'),
    status: text(),
  },
});
