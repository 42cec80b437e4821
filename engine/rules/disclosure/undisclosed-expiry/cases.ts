import { defineCases } from '../../cases.ts';

const silent = (kind: string | null, months: number, more: object = {}) => ({
  programme: { wallets: { base: { validity: [{ from: '2000-01-01', months }] } } },
  given: {
    point_events: ['M1', 'M2'].map((member_id) => ({
      event_id: `E-${member_id}`,
      member_id,
      event_type: 'earn',
      points: '100',
      occurred_at: '2024-03-05 10:00:00',
    })),
    terms: [
      {
        terms_id: 'T1',
        published_at: '2010-01-01',
        effective_from: '2010-02-01',
        validity_kind: kind,
        ...more,
      },
    ],
  },
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Two members’ points expired under terms that were silent: one critical finding',
    kind: 'violating',
    ...silent('undisclosed', 12),
    findings: [
      {
        subject_type: 'terms',
        subject_id: 'T1/base',
        severity: 'critical',
        observed: 'expired',
        members: 2,
        points: '200.00',
        evidence_rows: 2,
      },
    ],
  },
  {
    name: 'Points that will expire are a high finding before they do',
    kind: 'violating',
    ...silent(null, 60),
    findings: [{ severity: 'high', observed: 'will_expire', points: '200.00' }],
  },
  {
    name: 'A disclosed expiry is disclosed',
    kind: 'compliant',
    ...silent('months', 12, { validity_months: 12 }),
  },
  {
    name: 'Lifetime terms are the business of another rule',
    kind: 'compliant',
    ...silent('lifetime', 12),
  },
  {
    name: 'Silent terms do no harm where points never expire',
    kind: 'boundary',
    given: silent(null, 12).given,
  },
  {
    name: 'Points earned a day after silent terms ended are not theirs',
    kind: 'boundary',
    ...silent(null, 12, { effective_to: '2024-03-05 00:00:00' }),
  },
  {
    name: 'Points earned before silent terms began are not theirs',
    kind: 'boundary',
    ...silent(null, 12, { published_at: '2024-06-01', effective_from: '2024-06-01' }),
  },
  {
    name: 'Silent terms of another wallet say nothing of these points',
    kind: 'boundary',
    ...silent(null, 12, { wallet: 'other' }),
  },
  {
    name: 'Points that were all spent in time lost nothing',
    kind: 'compliant',
    programme: silent(null, 12).programme,
    given: {
      ...silent(null, 12).given,
      point_events: silent(null, 12).given.point_events.flatMap((event) => [
        event,
        {
          ...event,
          event_id: `R-${event.member_id}`,
          event_type: 'redeem',
          occurred_at: '2024-06-01 10:00:00',
        },
      ]),
    },
  },
  {
    name: 'Points that expired in 2013 did so before the law',
    kind: 'before-law',
    asOf: '2013-12-31',
    programme: { wallets: { base: { validity: [{ from: '2000-01-01', months: 12 }] } } },
    given: {
      ...silent(null, 12).given,
      point_events: silent(null, 12).given.point_events.map((event) => ({
        ...event,
        occurred_at: '2012-03-05 10:00:00',
      })),
    },
  },
  {
    name: 'Without terms nobody knows what was disclosed',
    kind: 'not-evaluable',
    given: { point_events: silent(null, 12).given.point_events },
    notEvaluable: ['terms'],
  },
]);
