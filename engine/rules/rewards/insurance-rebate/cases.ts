import { defineCases } from '../../cases.ts';

const item = (name: string | null, more: object = {}) => ({
  item_id: 'I1',
  valid_from: '2022-01-01 00:00:00',
  name,
  category: 'insurance_voucher',
  kind: 'coupon',
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: '20,000 points for 1,000 yuan off the car insurance',
    kind: 'violating',
    given: {
      catalogue_items: [item('1000 元车险抵用券')],
      point_events: [
        {
          event_id: 'E1',
          member_id: 'M1',
          event_type: 'earn',
          points: '20000',
          occurred_at: '2025-01-05 10:00:00',
        },
        {
          event_id: 'R1',
          member_id: 'M1',
          event_type: 'redeem',
          points: '20000',
          occurred_at: '2025-02-05 10:00:00',
          item_id: 'I1',
        },
      ],
    },
    findings: [{ subject_type: 'item', subject_id: 'I1', points: '20000.00', nature: 'indicator' }],
  },
  {
    name: 'A strongbox, a fuse and a car wash insure nothing',
    kind: 'compliant',
    given: {
      catalogue_items: [
        item('家用保险箱', { category: 'household', kind: 'goods' }),
        item('汽车保险丝套装', { item_id: 'I2', category: 'car', kind: 'goods' }),
        item('洗车券', { item_id: 'I3', category: 'car_service' }),
      ],
    },
  },
  {
    name: 'Insurance advice is a service; a voucher of that category counts whatever its name',
    kind: 'boundary',
    given: {
      catalogue_items: [
        item('保险知识讲座', { category: 'insurance', kind: 'service' }),
        item('车主礼券', { item_id: 'I2', category: 'insurance' }),
        item(null, { item_id: 'I3', category: null }),
      ],
    },
    findings: [{ subject_id: 'I2' }],
  },
  {
    name: 'Gone from the catalogue before the text of 2015',
    kind: 'before-law',
    given: {
      catalogue_items: [
        item('1000 元车险抵用券', { valid_from: '2014-01-01 00:00:00', valid_to: '2015-04-24 00:00:00' }),
      ],
    },
  },
  {
    name: 'Without a catalogue nothing can be judged',
    kind: 'not-evaluable',
    given: {},
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'Since when it has been offered is not recorded',
    kind: 'boundary',
    given: { catalogue_items: [item('1000 元车险抵用券', { valid_from: null })] },
    findings: [{ subject_id: 'I1', evidence_rows: 1 }],
  },
]);
