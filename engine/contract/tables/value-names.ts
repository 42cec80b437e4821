import { required, text } from '../column.ts';
import { table } from '../table.ts';

export const valueNames = table({
  name: 'value_names',
  title: { zh: '取值名称', en: 'Names of values' },
  grain: 'What a value of another table is called by people: a category, a tier, a colour.',
  key: ['kind', 'value'],
  columns: {
    kind: text('what the value is of: category, tier, credit_tier, or an attribute of products', required),
    value: text('as the other tables have it', required),
    name: text(),
    name_en: text(),
  },
});
