import { boolean, happensLater, oneOf, required, text, time, value } from '../column.ts';
import { table } from '../table.ts';

export const merchants = table({
  name: 'merchants',
  title: { zh: '商户', en: 'Merchants' },
  grain: 'One merchant of the coalition.',
  key: ['merchant_id'],
  datedBy: 'joined_at',
  columns: {
    merchant_id: text('', required),
    name: text(),
    industry: oneOf([
      'retail',
      'automotive_4s',
      'hotel',
      'bank',
      'payment',
      'railway',
      'mother_baby',
      'pet',
      'appliance',
      'apparel',
      'public_sector',
      'sme',
      'other',
    ]),
    region_code: text('GB/T 2260 code'),
    joined_at: time(),
    left_at: time('', happensLater),
    role: oneOf(['issuer', 'redeemer', 'both']),
    affiliate_group: text(),
    is_aml_obligor: boolean(),
    margin_rate: value(),
  },
});
