import type { GivenTables } from '#engine/build/given.ts';
import { defineCases } from '../../cases.ts';

type Rows = NonNullable<GivenTables['point_events']>;

/** So many redemptions of an item, of which the first ones came back as faulty. */
function redemptions(
  item: string,
  count: number,
  faulty: number,
  at = '2025-04-01 10:00:00',
  kind = 'quality',
) {
  const ids = Array.from({ length: count }, (_, index) => `${item}-${index}`);
  const events: Rows = ids.map((event_id) => ({
    event_id,
    member_id: `M-${item}`,
    event_type: 'redeem',
    points: '5',
    occurred_at: at,
    item_id: item,
  }));
  const returns: Rows = ids.slice(0, faulty).map((event_id) => ({
    return_id: `RT-${event_id}`,
    event_id,
    kind,
    decision: 'approved',
  }));
  return { events, returns };
}

const worlds = (...sold: ReturnType<typeof redemptions>[]): GivenTables => ({
  point_events: sold.flatMap((each) => each.events),
  returns: sold.flatMap((each) => each.returns),
  catalogue_items: [
    { item_id: 'UMBRELLA', valid_from: '2015-01-01 00:00:00', category: 'rain' },
    { item_id: 'COAT', valid_from: '2015-01-01 00:00:00', category: 'rain' },
    { item_id: 'CUP', valid_from: '2015-01-01 00:00:00', category: 'kitchen' },
  ],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Seven of eight umbrellas came back, one of twenty coats',
    kind: 'violating',
    given: worlds(redemptions('UMBRELLA', 8, 7), redemptions('COAT', 20, 1)),
    findings: [
      {
        subject_type: 'item',
        subject_id: 'UMBRELLA',
        observed: '0.8750',
        expected: '0.0500',
        nature: 'indicator',
      },
    ],
  },
  {
    name: 'Both come back now and then; others of no fault',
    kind: 'compliant',
    given: worlds(
      redemptions('UMBRELLA', 20, 2),
      redemptions('COAT', 20, 1),
      redemptions('CUP', 20, 20, '2025-04-01 10:00:00', 'seven_day'),
    ),
  },
  {
    name: 'Six of six against none of six: p = 1/924, not below one in a thousand',
    kind: 'boundary',
    given: worlds(redemptions('UMBRELLA', 6, 6), redemptions('COAT', 6, 0)),
  },
  {
    name: 'Six of six against none of seven: p = 1/1716',
    kind: 'boundary',
    given: worlds(redemptions('UMBRELLA', 6, 6), redemptions('COAT', 7, 0)),
    findings: [{ subject_id: 'UMBRELLA' }],
  },
  {
    name: 'Without peers in its category there is nothing to compare with',
    kind: 'boundary',
    given: worlds(redemptions('CUP', 20, 18), redemptions('COAT', 20, 0)),
  },
  {
    name: 'Before the law on product quality of 2018',
    kind: 'before-law',
    given: worlds(
      redemptions('UMBRELLA', 8, 7, '2018-12-28 10:00:00'),
      redemptions('COAT', 20, 1, '2018-12-28 10:00:00'),
    ),
  },
  {
    name: 'Without returns no fault is known',
    kind: 'not-evaluable',
    given: {
      point_events: redemptions('UMBRELLA', 1, 0).events,
      catalogue_items: worlds().catalogue_items!,
    },
    notEvaluable: ['returns'],
  },
  {
    name: 'What category they are of is unknown: nobody can say who their peers are',
    kind: 'boundary',
    given: {
      ...worlds(redemptions('UMBRELLA', 8, 7), redemptions('COAT', 20, 1)),
      catalogue_items: worlds().catalogue_items!.map((item) => ({ ...item, category: null })),
    },
  },
]);
