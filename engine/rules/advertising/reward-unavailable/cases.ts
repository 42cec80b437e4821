import type { GivenTables } from '#engine/build/given.ts';
import { defineCases } from '../../cases.ts';

const ad = (more: object = {}) => ({
  ad_id: 'A1',
  published_at: '2025-12-01 09:00:00',
  ended_at: '2025-12-31 21:00:00',
  text: '4000积分兑换小家电，每人限兑1台。',
  item_id: 'FRYER',
  ...more,
});
const fryer = (more: object = {}) => ({
  item_id: 'FRYER',
  valid_from: '2025-01-01 00:00:00',
  points_price: '4000',
  stock: 0,
  ...more,
});
const events = (redeemedAt: string): GivenTables['point_events'] => [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '9000', occurred_at: '2025-01-05 10:00:00' },
  {
    event_id: 'E2',
    member_id: 'M1',
    event_type: 'redeem',
    points: '4000',
    occurred_at: redeemedAt,
    item_id: 'FRYER',
    quantity: 1,
  },
];

export const cases = defineCases('2026-06-30', [
  {
    name: 'A month of advertising a reward of which there is none',
    kind: 'violating',
    given: { advertisements: [ad()], catalogue_items: [fryer()] },
    findings: [{ subject_type: 'advertisement', subject_id: 'A1', nature: 'indicator' }],
  },
  {
    name: 'In stock',
    kind: 'compliant',
    given: { advertisements: [ad()], catalogue_items: [fryer({ stock: 3 })] },
  },
  {
    name: 'Restocked on the last day, of unknown stock, or not in the catalogue at all',
    kind: 'boundary',
    given: {
      advertisements: [ad(), ad({ ad_id: 'A2', item_id: 'POT' }), ad({ ad_id: 'A3', item_id: 'GONE' })],
      catalogue_items: [
        fryer({ valid_to: '2025-12-31 00:00:00' }),
        fryer({ valid_from: '2025-12-31 00:00:00', stock: 5 }),
        fryer({ item_id: 'POT', stock: null }),
      ],
    },
  },
  {
    name: 'Somebody got one on the last day after all',
    kind: 'boundary',
    given: {
      advertisements: [ad()],
      catalogue_items: [fryer()],
      point_events: events('2025-12-31 20:00:00'),
    },
  },
  {
    name: 'A redemption on the day after does not help',
    kind: 'boundary',
    given: {
      advertisements: [ad()],
      catalogue_items: [fryer()],
      point_events: events('2026-01-01 10:00:00'),
    },
    findings: [{ subject_id: 'A1' }],
  },
  {
    name: 'Before the rules on price marking',
    kind: 'before-law',
    given: {
      advertisements: [ad({ published_at: '2022-06-30 23:00:00', ended_at: '2022-07-31 21:00:00' })],
      catalogue_items: [fryer({ valid_from: '2022-01-01 00:00:00' })],
    },
  },
  {
    name: 'Without a catalogue the stock is unknown',
    kind: 'not-evaluable',
    given: { advertisements: [ad()] },
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'There had been some, there are some again, somebody got one before, and pots there are: none for whoever read this',
    kind: 'violating',
    given: {
      advertisements: [ad()],
      catalogue_items: [
        fryer({ valid_to: '2025-11-01 00:00:00', stock: 9 }),
        fryer({ valid_from: '2025-11-01 00:00:00', valid_to: '2026-02-01 00:00:00' }),
        fryer({ valid_from: '2026-02-01 00:00:00', stock: 9 }),
        fryer({ item_id: 'POT', stock: 9 }),
      ],
      point_events: [
        ...events('2025-10-20 10:00:00')!,
        { ...events('2025-12-20 10:00:00')![1]!, event_id: 'E3', item_id: 'POT' },
      ],
    },
    findings: [{ subject_id: 'A1' }],
  },
  {
    name: 'When it was published is not recorded',
    kind: 'boundary',
    given: { advertisements: [ad({ published_at: null })], catalogue_items: [fryer()] },
  },
]);
