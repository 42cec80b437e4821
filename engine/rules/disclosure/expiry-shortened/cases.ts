import { defineCases } from '../../cases.ts';

const earned = (more: object = {}) => ({
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2024-03-05 10:00:00',
  ...more,
});
const terms = (more: object = {}) => ({
  terms_id: 'T1',
  published_at: '2010-01-01',
  effective_from: '2010-02-01',
  validity_kind: 'months',
  validity_months: 24,
  ...more,
});
const after = (months: number) => ({ wallets: { base: { validity: [{ from: '2000-01-01', months }] } } });

export const cases = defineCases('2026-06-30', [
  {
    name: 'Two years were promised and the points were taken after one',
    kind: 'violating',
    programme: after(12),
    given: { point_events: [earned()], terms: [terms()] },
    findings: [
      {
        subject_type: 'terms',
        subject_id: 'T1/base',
        observed: '2025-03-06',
        expected: '2026-03-06',
        members: 1,
        points: '100.00',
      },
    ],
  },
  {
    name: 'Lots of one version of terms are one finding',
    kind: 'violating',
    programme: after(12),
    given: {
      point_events: [earned(), earned({ event_id: 'E2' }), earned({ event_id: 'E3', member_id: 'M2' })],
      terms: [terms()],
    },
    findings: [{ members: 2, points: '300.00', evidence_rows: 2 }],
  },
  {
    name: 'A promise until the end of the next year is held by the calendar',
    kind: 'violating',
    programme: after(12),
    given: { point_events: [earned()], terms: [terms({ validity_kind: 'calendar', validity_months: 12 })] },
    findings: [{ observed: '2025-03-06', expected: '2026-01-01' }],
  },
  {
    name: 'A member who agreed to the shorter term beforehand has consented',
    kind: 'compliant',
    programme: after(12),
    given: {
      point_events: [earned()],
      terms: [
        terms({ effective_to: '2024-09-01' }),
        terms({
          terms_id: 'T2',
          published_at: '2024-06-01',
          effective_from: '2024-09-01',
          validity_months: 12,
        }),
      ],
      acknowledgements: [{ member_id: 'M1', terms_id: 'T2', acknowledged_at: '2024-08-01' }],
    },
  },
  {
    name: 'An agreement to the same terms, to those of another wallet or programme, or after the end, consents to nothing',
    kind: 'violating',
    programme: after(12),
    given: {
      point_events: ['M1', 'M2', 'M3', 'M4', 'M5'].map((member_id) =>
        earned({ event_id: `E-${member_id}`, member_id }),
      ),
      terms: [
        terms({ effective_to: '2024-09-01' }),
        terms({
          terms_id: 'T3',
          published_at: '2024-06-01',
          effective_from: '2024-09-01',
          validity_months: 12,
        }),
        terms({
          terms_id: 'T4',
          wallet: 'other',
          published_at: '2024-06-01',
          effective_from: '2024-09-01',
          validity_months: 12,
        }),
      ],
      acknowledgements: [
        { member_id: 'M1', terms_id: 'T1', acknowledged_at: '2024-03-01' },
        { member_id: 'M2', terms_id: 'T4', acknowledged_at: '2024-08-01' },
        // Known to another programme alone.
        { member_id: 'M3', terms_id: 'T2', acknowledged_at: '2024-08-01' },
        { member_id: 'M4', terms_id: 'T3', acknowledged_at: '2025-04-01' },
      ],
    },
    findings: [{ terms_id: 'T1', members: 5, points: '500.00', evidence_rows: 5 }],
  },
  {
    name: 'Only who agreed has consented',
    kind: 'violating',
    programme: after(12),
    given: {
      point_events: [earned(), earned({ event_id: 'E2', member_id: 'M2' })],
      terms: [
        terms({ effective_to: '2024-09-01' }),
        terms({
          terms_id: 'T3',
          published_at: '2024-06-01',
          effective_from: '2024-09-01',
          validity_months: 12,
        }),
      ],
      acknowledgements: [{ member_id: 'M2', terms_id: 'T3', acknowledged_at: '2024-08-01' }],
    },
    findings: [{ terms_id: 'T1', members: 1, points: '100.00' }],
  },
  {
    name: 'A longer promise of earlier or later terms, or of another wallet, is not one for these points',
    kind: 'boundary',
    programme: after(12),
    given: {
      point_events: [earned()],
      terms: [
        terms({ effective_to: '2024-01-01' }),
        terms({
          terms_id: 'T5',
          effective_from: '2024-01-01',
          effective_to: '2024-09-01',
          validity_months: 12,
        }),
        terms({
          terms_id: 'T6',
          published_at: '2024-06-01',
          effective_from: '2024-09-01',
          validity_months: 36,
        }),
        terms({ terms_id: 'T7', wallet: 'other', validity_months: 36 }),
      ],
    },
  },
  {
    name: 'Terms that promise a lifetime are the business of another rule, whatever months they name',
    kind: 'compliant',
    programme: after(12),
    given: { point_events: [earned()], terms: [terms({ validity_kind: 'lifetime' })] },
  },
  {
    name: 'Points spent in time lost nothing',
    kind: 'compliant',
    programme: after(12),
    given: {
      point_events: [
        earned(),
        earned({ event_id: 'R1', event_type: 'redeem', occurred_at: '2024-05-01 10:00:00' }),
      ],
      terms: [terms()],
    },
  },
  {
    name: 'The end of the promised last day is on time',
    kind: 'boundary',
    programme: after(24),
    given: { point_events: [earned()], terms: [terms()] },
  },
  {
    name: 'An expiry booked at the midnight before it is a day short',
    kind: 'boundary',
    programme: after(24),
    given: { point_events: [earned({ expires_at: '2026-03-05 00:00:00' })], terms: [terms()] },
    findings: [{ observed: '2026-03-05', expected: '2026-03-06' }],
  },
  {
    name: 'Points that were cut short in 2013 were so before the law',
    kind: 'before-law',
    asOf: '2013-12-31',
    programme: after(12),
    given: { point_events: [earned({ occurred_at: '2012-03-05 10:00:00' })], terms: [terms()] },
  },
  {
    name: 'Without terms nobody knows what was promised',
    kind: 'not-evaluable',
    given: { point_events: [earned()] },
    notEvaluable: ['terms'],
  },
]);
