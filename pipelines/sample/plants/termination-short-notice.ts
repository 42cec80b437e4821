import type { Plant } from './bed.ts';

export const terminationShortNotice: Plant = {
  ruleId: 'termination-short-notice',
  plant(bed) {
    for (const [name, sent_at, isShort] of [
      ['城北洗衣店', '2024-05-20T10:00', true],
      ['城东洗衣店', '2024-04-15T10:00', false],
    ] as const) {
      const merchant_id = bed.id('XM');
      bed.row('merchants', {
        merchant_id,
        name,
        industry: 'sme',
        region_code: '410100',
        joined_at: '2021-06-01T00:00',
        left_at: '2024-06-01T00:00',
        role: 'issuer',
        is_aml_obligor: false,
        margin_rate: '0.3',
      });
      bed.row('notices', {
        notice_id: bed.id('N'),
        kind: 'termination',
        channel: 'sms',
        sent_at,
        delivery_status: 'delivered',
        merchant_id,
      });
      if (isShort) bed.expect('merchant', merchant_id);
    }
  },
};
