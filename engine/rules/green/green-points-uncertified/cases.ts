import { defineCases } from '../../cases.ts';

const product = {
  product_id: 'P1',
  name: '散装杂粮',
  green_category: 'organic_food' as string | null,
  green_certificate: null as string | null,
  certificate_valid_from: '2024-01-01 00:00:00',
  certificate_valid_to: '2025-12-31 00:00:00',
};
const certified = { ...product, green_certificate: 'COFCC-1' };
const terms = {
  terms_id: 'T1',
  wallet: 'green',
  published_at: '2021-01-01 00:00:00',
  effective_from: '2021-01-01 00:00:00',
  promises_certification: true,
};
const given = (products: readonly object[], at: string, promises = true, wallet = 'green') => ({
  point_events: ['M1', 'M2'].map((member_id) => ({
    event_id: `E-${member_id}`,
    member_id,
    wallet,
    event_type: 'earn',
    points: '100',
    occurred_at: `${at} 10:00:00`,
    product_id: 'P1',
    reason: 'purchase',
  })),
  products: products as never,
  terms: [{ ...terms, promises_certification: promises }],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'The terms promise certification and the product has none',
    kind: 'violating',
    given: given([product], '2025-09-05'),
    findings: [
      { subject_type: 'product', subject_id: 'P1', nature: 'violation', members: 2, points: '200.00' },
    ],
  },
  {
    name: 'Without a promise it is a hint, since the notice of 2026',
    kind: 'violating',
    given: given([product], '2026-01-05', false),
    findings: [{ subject_id: 'P1', nature: 'indicator' }],
  },
  { name: 'A certificate in force', kind: 'compliant', given: given([certified], '2025-09-05') },
  {
    name: 'A category without certificates, and a product of none',
    kind: 'compliant',
    given: given([{ ...product, green_category: 'second_hand' }], '2025-09-05'),
  },
  {
    name: 'Ordinary points on the same product',
    kind: 'compliant',
    given: given([product], '2025-09-05', true, 'base'),
  },
  { name: 'The last day of the certificate', kind: 'boundary', given: given([certified], '2025-12-31') },
  {
    name: 'The day after',
    kind: 'boundary',
    given: given([certified], '2026-01-01'),
    findings: [{ subject_id: 'P1', observed: 'COFCC-1', nature: 'violation' }],
  },
  {
    name: 'A certificate without dates counts',
    kind: 'boundary',
    given: given([{ ...certified, certificate_valid_from: null, certificate_valid_to: null }], '2026-01-01'),
  },
  {
    name: 'Without a promise, before the notice',
    kind: 'before-law',
    given: given([product], '2026-01-04', false),
  },
  {
    name: 'Without products nobody knows what was bought',
    kind: 'not-evaluable',
    given: { point_events: given([], '2025-09-05').point_events },
    notEvaluable: ['products'],
  },
  {
    name: 'A reward for green behaviour in the ordinary wallet; certification is promised for another, was before, and will be',
    kind: 'violating',
    given: {
      ...given([product], '2026-01-05', true, 'base'),
      point_events: given([product], '2026-01-05', true, 'base').point_events.map((event) => ({
        ...event,
        reason: 'green_behaviour',
      })),
      terms: [
        terms,
        { ...terms, wallet: 'base', effective_to: '2025-01-01 00:00:00' },
        { ...terms, terms_id: 'T2', wallet: 'base', effective_from: '2026-03-01 00:00:00' },
      ],
    },
    findings: [{ subject_id: 'P1', nature: 'indicator' }],
  },
  {
    name: 'Ordinary points for shopping, after the notice',
    kind: 'compliant',
    given: given([product], '2026-01-05', true, 'base'),
  },
  {
    name: 'Another product without a certificate was not bought',
    kind: 'compliant',
    given: given([certified, { ...product, product_id: 'P2' }], '2025-09-05'),
  },
  {
    name: 'Taken back when the certificate had run out: it was in force when they were earned',
    kind: 'compliant',
    given: {
      ...given([certified], '2025-09-05'),
      point_events: [
        ...given([certified], '2025-09-05').point_events,
        {
          ...given([certified], '2026-01-05').point_events[0]!,
          event_id: 'V1',
          event_type: 'reverse',
          related_event_id: 'E-M1',
        },
      ],
    },
  },
]);
