import { required, text } from '../column.ts';
import { table } from '../table.ts';

export const productAttributes = table({
  name: 'product_attributes',
  title: { zh: '商品属性', en: 'Attributes of products' },
  grain: 'One attribute of a product.',
  key: ['product_id', 'attribute'],
  columns: {
    product_id: text('', required),
    attribute: text(
      '`power_w reference_power_w annual_kwh water_saved_m3 service_years size colour material …`',
      required,
    ),
    value: text(),
    unit: text(),
  },
});
