import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '500',
  occurred_at: '2012-03-05 10:00:00',
};
const terms = (effective_from: string, more: object = {}) => [
  { terms_id: 'T1', published_at: '2012-01-01', effective_from, promises_upgrade: true, ...more },
];
const item = (item_id: string, valid_from: string, more: object = {}) => ({
  item_id,
  valid_from,
  category: 'kitchen',
  list_value: '100',
  ...more,
});
const first = item('I1', '2012-01-01');

export const cases = defineCases('2026-06-30', [
  {
    name: 'A year later the catalogue is the same',
    kind: 'violating',
    given: { point_events: [earned], terms: terms('2025-01-01'), catalogue_items: [first] },
    findings: [
      { subject_type: 'terms', subject_id: 'T1/base', observed: '1 / 0.00%', expected: '1 / 0.00%' },
    ],
  },
  {
    name: 'Two years without growth are one finding with two pieces of evidence',
    kind: 'violating',
    given: { point_events: [earned], terms: terms('2024-01-01'), catalogue_items: [first] },
    findings: [{ evidence_rows: 2 }],
  },
  {
    name: 'A new kind of reward is growth',
    kind: 'compliant',
    given: {
      point_events: [earned],
      terms: terms('2025-01-01'),
      catalogue_items: [first, item('I2', '2025-06-01', { category: 'travel' })],
    },
  },
  {
    name: 'A larger share of valuable rewards is growth too',
    kind: 'compliant',
    given: {
      point_events: [earned],
      terms: terms('2025-01-01'),
      catalogue_items: [first, item('I2', '2025-06-01', { list_value: '500' })],
    },
  },
  {
    name: 'The year has not passed',
    kind: 'boundary',
    given: { point_events: [earned], terms: terms('2025-07-01'), catalogue_items: [first] },
  },
  {
    name: 'It ends on the last day of the book',
    kind: 'boundary',
    given: { point_events: [earned], terms: terms('2025-06-30'), catalogue_items: [first] },
    findings: [{ subject_id: 'T1/base' }],
  },
  {
    name: 'A year that ended in 2013 did so before the law',
    kind: 'before-law',
    given: {
      point_events: [earned],
      terms: terms('2012-06-01', { effective_to: '2013-12-31' }),
      catalogue_items: [first],
    },
  },
  {
    name: 'Without a catalogue nothing can grow',
    kind: 'not-evaluable',
    given: { point_events: [earned], terms: terms('2025-01-01') },
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'No upgrade was promised',
    kind: 'compliant',
    given: {
      point_events: [earned],
      terms: terms('2025-01-01', { promises_upgrade: false }),
      catalogue_items: [first],
    },
  },
  {
    name: 'What left the catalogue in the middle of the year no longer counts at its end',
    kind: 'violating',
    given: {
      point_events: [earned],
      terms: terms('2025-01-01'),
      catalogue_items: [first, item('I2', '2024-06-01', { category: 'travel', valid_to: '2025-06-01' })],
    },
    findings: [{ observed: '1 / 0.00%', expected: '2 / 0.00%' }],
  },
]);
