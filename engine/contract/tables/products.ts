import { money, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const products = table({
  name: 'products',
  title: { zh: '商品', en: 'Products' },
  grain: 'One product that members buy.',
  key: ['product_id'],
  columns: {
    product_id: text('', required),
    merchant_id: text(),
    name: text(),
    category: text(),
    green_category: text(),
    green_certificate: text(),
    certificate_valid_from: time(),
    certificate_valid_to: time(),
    price: money(),
  },
});
