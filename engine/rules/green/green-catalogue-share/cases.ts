import { defineCases } from '../../cases.ts';

const point_events = [
  { event_id: 'E1', member_id: 'M1', event_type: 'earn', points: '10', occurred_at: '2021-01-05 10:00:00' },
];
const terms = (promised_green_share: string | null, more = {}) => [
  {
    terms_id: 'T1',
    wallet: 'base',
    published_at: '2026-04-10 00:00:00',
    effective_from: '2026-04-10 00:00:00',
    promised_green_share,
    ...more,
  },
];
/** Ten rewards, of which so many are green and of so many it is not known. */
const rewards = (green: number, unknown = 0) =>
  Array.from({ length: 10 }, (_, index) => ({
    item_id: `I${index}`,
    valid_from: '2026-01-01 00:00:00',
    name: '奖品',
    kind: 'goods',
    is_green: index < green ? true : index < green + unknown ? null : false,
  }));

export const cases = defineCases('2026-06-30', [
  {
    name: 'One in ten rewards is green where a fifth is promised, at three month-ends',
    kind: 'violating',
    given: { point_events, terms: terms('0.2'), catalogue_items: rewards(1) },
    findings: [
      {
        subject_type: 'terms',
        subject_id: 'T1/base',
        terms_id: 'T1',
        observed: '0.1000',
        expected: '0.2000',
        evidence_rows: 3,
      },
    ],
  },
  {
    name: 'The programme as a whole promised it',
    kind: 'violating',
    programme: { promised_shares: { green_rewards: 0.2 } },
    given: { point_events, terms: terms(null), catalogue_items: rewards(1) },
    findings: [{ subject_type: 'programme', evidence_rows: 6 }],
  },
  {
    name: 'Since a month of thirty-one days, each of 24 months is counted once',
    kind: 'violating',
    given: {
      point_events,
      terms: terms('0.2', { effective_from: '2021-01-01 00:00:00' }),
      catalogue_items: rewards(1).map((item) => ({ ...item, valid_from: '2024-07-31 00:00:00' })),
    },
    findings: [{ subject_id: 'T1/base', evidence_rows: 24 }],
  },
  {
    name: 'Three in ten',
    kind: 'compliant',
    given: { point_events, terms: terms('0.2'), catalogue_items: rewards(3) },
  },
  {
    name: 'Nothing is promised',
    kind: 'compliant',
    given: { point_events, terms: terms(null), catalogue_items: rewards(0) },
  },
  {
    name: 'Exactly a fifth',
    kind: 'boundary',
    given: { point_events, terms: terms('0.2'), catalogue_items: rewards(2) },
  },
  {
    name: 'Those of which it is unknown might be green',
    kind: 'boundary',
    given: { point_events, terms: terms('0.2'), catalogue_items: rewards(1, 1) },
  },
  {
    name: 'The terms ended before the month did',
    kind: 'boundary',
    given: {
      point_events,
      terms: terms('0.2', { effective_to: '2026-04-30 00:00:00' }),
      catalogue_items: rewards(1),
    },
  },
  {
    name: 'Without a catalogue nothing can be counted',
    kind: 'not-evaluable',
    given: { point_events, terms: terms('0.2') },
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'Rewards count while they are on offer: ten that are not green came in June, ten had gone in February',
    kind: 'violating',
    given: {
      point_events,
      terms: terms('0.2'),
      catalogue_items: [
        ...rewards(2),
        ...rewards(0).map((item) => ({
          ...item,
          item_id: `J${item.item_id}`,
          valid_from: '2026-06-15 00:00:00',
        })),
        ...rewards(0).map((item) => ({
          ...item,
          item_id: `F${item.item_id}`,
          valid_to: '2026-02-15 00:00:00',
        })),
      ],
    },
    findings: [{ subject_id: 'T1/base', observed: '0.1000', evidence_rows: 1 }],
  },
  {
    name: 'Another share than that of rewards was promised',
    kind: 'compliant',
    programme: { promised_shares: { recycled_cards: 0.9 } },
    given: { point_events, terms: terms(null), catalogue_items: rewards(1) },
  },
]);
