import { text, time, value } from '../column.ts';
import { table } from '../table.ts';

export const settlementRates = table({
  name: 'settlement_rates',
  title: { zh: '结算价', en: 'Settlement rates' },
  grain: 'What a redeemed point costs between issuer, redeemer and bearer.',
  key: ['issuer_merchant_id', 'redeemer_merchant_id', 'bearer_merchant_id', 'wallet', 'valid_from'],
  datedBy: 'valid_from',
  columns: {
    issuer_merchant_id: text(),
    redeemer_merchant_id: text(),
    bearer_merchant_id: text(),
    wallet: text(),
    valid_from: time(),
    price_per_point: value(),
    tax_rate: value(),
  },
});
