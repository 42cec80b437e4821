import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2012-03-05 10:00:00',
};
const terms = (more: object) => ({
  terms_id: 'T1',
  published_at: '2012-01-01',
  effective_from: '2012-02-01',
  validity_kind: 'lifetime',
  validity_months: null,
  reminder_days: null,
  full_text: '积分终身有效。',
  ...more,
});
const advert = {
  ad_id: 'A1',
  published_at: '2025-06-01',
  ended_at: '2025-07-01',
  text: '消费积分永不过期，越攒越多！',
};

export const cases = defineCases('2026-06-30', [
  {
    name: 'Lifetime points with reminders of their expiry',
    kind: 'violating',
    given: { point_events: [earned], terms: [terms({ reminder_days: 30 })] },
    findings: [
      { subject_type: 'terms', subject_id: 'T1/base', observed: '终身有效', expected: 'has_reminder' },
    ],
  },
  {
    name: 'The text promises a lifetime, the conditions two years',
    kind: 'violating',
    given: { point_events: [earned], terms: [terms({ validity_kind: 'months', validity_months: 24 })] },
    findings: [{ subject_id: 'T1/base', expected: 'has_expiry', evidence_rows: 1 }],
  },
  {
    name: 'A constant value by a ratio that moves',
    kind: 'violating',
    given: {
      point_events: [earned],
      terms: [terms({ promises_value_stability: true, full_text: '积分价值保持稳定，按动态比例兑换。' })],
    },
    findings: [{ observed: 'constant value', expected: 'value_moves' }],
  },
  {
    name: 'An advertisement promises what no terms then in force give',
    kind: 'violating',
    given: {
      point_events: [earned],
      terms: [terms({ validity_kind: 'months', validity_months: 24, full_text: '积分24个月内有效。' })],
      advertisements: [advert],
    },
    findings: [{ subject_type: 'advertisement', subject_id: 'A1', observed: '永不过期' }],
  },
  {
    name: 'A lifetime that is one, in terms and advertisement',
    kind: 'compliant',
    given: { point_events: [earned], terms: [terms({})], advertisements: [advert] },
  },
  {
    name: 'A value that moves and is not promised to stay, or stays as promised, contradicts nothing',
    kind: 'compliant',
    given: {
      point_events: [earned],
      terms: [
        terms({ full_text: '积分终身有效，按动态比例兑换。', effective_to: '2025-01-01' }),
        terms({
          terms_id: 'T2',
          published_at: '2024-12-01',
          effective_from: '2025-01-01',
          promises_value_stability: true,
        }),
      ],
    },
  },
  {
    name: 'An advertisement that promises no lifetime promises none, even if it goes by the id of terms',
    kind: 'compliant',
    given: {
      point_events: [earned],
      terms: [
        terms({ effective_to: '2025-05-01' }),
        terms({
          terms_id: 'T2',
          published_at: '2025-04-01',
          effective_from: '2025-05-01',
          validity_kind: 'months',
          validity_months: 24,
          full_text: '积分24个月内有效。',
        }),
      ],
      advertisements: [{ ...advert, ad_id: 'T1/base', text: '积分24个月到期，逾期作废，欢迎兑换！' }],
    },
  },
  {
    name: 'Terms with an expiry before and after the advertisement, and silent ones meanwhile, do not contradict it',
    kind: 'boundary',
    given: {
      point_events: [earned],
      terms: [
        terms({ validity_kind: 'months', validity_months: 24, full_text: '', effective_to: '2025-01-01' }),
        terms({
          terms_id: 'T2',
          published_at: '2024-12-01',
          effective_from: '2025-01-01',
          effective_to: '2025-07-02',
          validity_kind: 'undisclosed',
          full_text: '',
        }),
        terms({
          terms_id: 'T3',
          published_at: '2025-06-01',
          effective_from: '2025-07-02',
          validity_kind: 'months',
          validity_months: 24,
          full_text: '',
        }),
      ],
      advertisements: [advert],
    },
  },
  {
    name: 'A lifetime before and after the advertisement does not make it true',
    kind: 'violating',
    given: {
      point_events: [earned],
      terms: [
        terms({ effective_to: '2025-01-01' }),
        terms({
          terms_id: 'T2',
          published_at: '2024-12-01',
          effective_from: '2025-01-01',
          effective_to: '2025-07-02',
          validity_kind: 'months',
          validity_months: 24,
          full_text: '',
        }),
        terms({ terms_id: 'T3', published_at: '2025-06-01', effective_from: '2025-07-02' }),
      ],
      advertisements: [advert],
    },
    findings: [{ subject_type: 'advertisement', subject_id: 'A1' }],
  },
  {
    name: 'Where one of two wallets lives for ever, the advertisement is not false',
    kind: 'boundary',
    given: {
      point_events: [earned],
      terms: [
        terms({ validity_kind: 'months', validity_months: 24, full_text: '' }),
        terms({ terms_id: 'T2', wallet: 'other' }),
      ],
      advertisements: [advert],
    },
  },
  {
    name: 'To say that points never expire is not to say that they expire',
    kind: 'boundary',
    given: { point_events: [earned], terms: [terms({ full_text: '积分永不过期。' })] },
  },
  {
    name: 'Terms that begin the day after the advertisement ended do not contradict it',
    kind: 'boundary',
    given: {
      point_events: [earned],
      terms: [
        terms({ effective_to: '2025-07-01' }),
        terms({
          terms_id: 'T2',
          published_at: '2025-05-01',
          effective_from: '2025-07-02',
          validity_kind: 'months',
          validity_months: 24,
          full_text: '积分24个月内有效。',
        }),
      ],
      advertisements: [advert],
    },
  },
  {
    name: 'Terms that ended before 15 March 2014 pass',
    kind: 'before-law',
    given: { point_events: [earned], terms: [terms({ reminder_days: 30, effective_to: '2014-03-15' })] },
  },
  {
    name: 'Without terms there is nothing to compare',
    kind: 'not-evaluable',
    given: { point_events: [earned] },
    notEvaluable: ['terms'],
  },
]);
