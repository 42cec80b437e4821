import { defineCases } from '../../cases.ts';

/** The anniversary: a service of 6,000 points for 5,000. */
const anniversary = (more: object) => ({
  promotion_id: 'AN',
  version_from: '2025-10-20 00:00:00',
  kind: 'redemption_discount',
  starts_at: '2025-11-01 00:00:00',
  ends_at: '2025-12-01 00:00:00',
  item_id: 'SERVICE',
  promo_points_price: '5000',
  original_points_price: '6000',
  claimed_uplift_pct: null,
  claimed_metric: null,
  ...more,
});
const ad = (more: object) => ({
  ad_id: 'A1',
  published_at: '2025-11-01 09:00:00',
  text: '深度保养只要5000积分',
  item_id: 'SERVICE',
  promotion_id: 'AN',
  claimed_uplift_pct: '30',
  claimed_metric: 'value_lift',
  ...more,
});
const listed = [
  { item_id: 'SERVICE', valid_from: '2025-01-01 00:00:00', points_price: '6000' },
  { item_id: 'SERVICE', valid_from: '2025-11-01 00:00:00', points_price: '5000' },
];

export const cases = defineCases('2026-06-30', [
  {
    name: 'An advertisement claims that a point is worth 30 % more; it is 20 %',
    kind: 'violating',
    given: { promotions: [anniversary({})], advertisements: [ad({})] },
    findings: [{ subject_type: 'advertisement', subject_id: 'A1', observed: '30.00', expected: '20.00' }],
  },
  {
    name: 'A promotion claims to save 20 % of the points; it is 16.67 %',
    kind: 'violating',
    given: {
      promotions: [anniversary({ claimed_uplift_pct: '20', claimed_metric: 'points_saved' })],
      advertisements: [],
    },
    findings: [{ subject_type: 'promotion', subject_id: 'AN', observed: '20.00', expected: '16.67' }],
  },
  {
    name: 'Without a promotion the catalogue tells both prices',
    kind: 'violating',
    given: { promotions: [], advertisements: [ad({ promotion_id: null })], catalogue_items: listed },
    findings: [{ subject_id: 'A1', expected: '20.00' }],
  },
  {
    name: 'Both metrics claimed rightly',
    kind: 'compliant',
    given: {
      promotions: [anniversary({ claimed_uplift_pct: '20', claimed_metric: 'value_lift' })],
      advertisements: [ad({ claimed_uplift_pct: '16.7', claimed_metric: 'points_saved' })],
      catalogue_items: listed,
    },
  },
  {
    name: 'Half a point off is rounding; without metric or prices there is nothing to recompute',
    kind: 'boundary',
    given: {
      promotions: [anniversary({}), anniversary({ promotion_id: 'X', original_points_price: null })],
      advertisements: [
        ad({ claimed_uplift_pct: '20.5' }),
        ad({ ad_id: 'A2', claimed_metric: null }),
        ad({ ad_id: 'A3', promotion_id: 'X' }),
      ],
    },
  },
  {
    name: 'Beyond half a point it is misstated',
    kind: 'boundary',
    given: { promotions: [anniversary({})], advertisements: [ad({ claimed_uplift_pct: '20.51' })] },
    findings: [{ subject_id: 'A1', observed: '20.51' }],
  },
  {
    name: 'Before the 2019 text on misleading publicity',
    kind: 'before-law',
    given: {
      promotions: [anniversary({ version_from: '2019-03-01 00:00:00' })],
      advertisements: [ad({ published_at: '2019-04-22 23:00:00' })],
    },
  },
  {
    name: 'Without promotions or advertisements no claim is known',
    kind: 'not-evaluable',
    given: { catalogue_items: listed },
    notEvaluable: ['promotions'],
  },
  {
    name: 'The advertisement speaks of the version in force, not of the one that followed',
    kind: 'compliant',
    given: {
      promotions: [
        anniversary({}),
        anniversary({ version_from: '2025-11-15 00:00:00', promo_points_price: '5500' }),
      ],
      advertisements: [ad({ claimed_uplift_pct: '20' })],
    },
  },
  {
    name: 'The price of this service, in this programme; a cup became cheaper too',
    kind: 'compliant',
    given: {
      promotions: [],
      advertisements: [ad({ promotion_id: null, claimed_uplift_pct: '32' })],
      catalogue_items: [
        { item_id: 'SERVICE', valid_from: '2025-01-01 00:00:00', points_price: '6600' },
        { item_id: 'SERVICE', valid_from: '2025-10-15 00:00:00', points_price: '5000' },
        { item_id: 'CUP', valid_from: '2025-01-01 00:00:00', points_price: '100' },
        { item_id: 'CUP', valid_from: '2025-10-20 00:00:00', points_price: '90' },
      ],
    },
  },
  {
    name: 'A claim without a metric; a service that was free before, or is now: no ratio says how much was saved',
    kind: 'boundary',
    given: {
      promotions: [
        anniversary({ claimed_uplift_pct: '30' }),
        anniversary({
          promotion_id: 'P2',
          original_points_price: '0',
          claimed_uplift_pct: '30',
          claimed_metric: 'points_saved',
        }),
        anniversary({
          promotion_id: 'P3',
          promo_points_price: '0',
          claimed_uplift_pct: '30',
          claimed_metric: 'value_lift',
        }),
      ],
      advertisements: [],
    },
  },
]);
