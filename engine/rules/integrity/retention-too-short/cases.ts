import { defineCases } from '../../cases.ts';

const earned = (day: string) => ({
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: `${day} 10:00:00`,
});
const operator = (started_on: string, ...kinds: string[]) => ({ operator: { started_on, kinds } });
const draw = (ends_at: string) => ({
  promotion_id: 'P1',
  version_from: '2025-01-01',
  kind: 'draw',
  starts_at: '2025-01-01',
  ends_at,
});
const entry = { event_id: 'D1', promotion_id: 'P2', member_id: 'M1', drawn_at: '2025-04-01', won: false };

export const cases = defineCases('2026-06-30', [
  {
    name: 'A programme of 2020 has no record before 2023: its ledgers are to be kept for thirty years',
    kind: 'violating',
    programme: operator('2020-01-01', 'merchant'),
    given: { point_events: [earned('2023-05-01')] },
    findings: [
      { subject_type: 'programme', observed: '2023-05-01', expected: '2020-01-01', evidence_rows: 1 },
    ],
  },
  {
    name: 'A platform whose records begin a year ago breaks two duties: one finding',
    kind: 'violating',
    programme: operator('2020-01-01', 'platform'),
    given: { point_events: [earned('2025-06-01')] },
    findings: [{ evidence_rows: 2 }],
  },
  {
    name: 'Of a draw that ended last year no entry is left',
    kind: 'violating',
    programme: operator('2025-01-01', 'merchant'),
    given: { point_events: [earned('2025-01-05')], promotions: [draw('2025-03-01')], draws: [entry] },
    findings: [{ subject_type: 'promotion', subject_id: 'P1', observed: 'none', expected: '2025-03-01' }],
  },
  {
    name: 'The file of a draw need not be kept beyond two years, and this one is there',
    kind: 'compliant',
    programme: operator('2023-01-01', 'merchant'),
    given: {
      point_events: [earned('2023-01-05')],
      promotions: [
        { ...draw('2024-03-01'), version_from: '2024-01-01', starts_at: '2024-01-01' },
        { ...draw('2025-05-01'), promotion_id: 'P2' },
      ],
      draws: [entry],
    },
  },
  {
    name: 'Records that begin 31 days after the start are complete',
    kind: 'boundary',
    programme: operator('2025-01-01', 'merchant'),
    given: { point_events: [earned('2025-02-01')] },
  },
  {
    name: 'A day later something is missing',
    kind: 'boundary',
    programme: operator('2025-01-01', 'merchant'),
    given: { point_events: [earned('2025-02-02')] },
    findings: [{ observed: '2025-02-02', expected: '2025-01-01' }],
  },
  {
    name: 'At the end of 2015 none of these laws was in force',
    kind: 'before-law',
    asOf: '2015-12-31',
    programme: operator('2010-01-01', 'merchant'),
    given: { point_events: [earned('2014-05-01')] },
  },
  {
    name: 'Where nobody says when the programme began, nothing can be missing',
    kind: 'not-evaluable',
    given: { point_events: [earned('2023-05-01')] },
    notEvaluable: ['programme.yaml:operator.started_on'],
  },
  {
    name: 'A merchant whose records begin a year ago breaks one duty: he is no platform',
    kind: 'violating',
    programme: operator('2020-01-01', 'merchant'),
    given: { point_events: [earned('2025-06-01')] },
    findings: [{ evidence_rows: 1 }],
  },
  {
    name: 'A bonus leaves no file of draws, a draw that still runs none yet',
    kind: 'compliant',
    programme: operator('2025-01-01', 'merchant'),
    given: {
      point_events: [earned('2025-01-05')],
      promotions: [
        { ...draw('2025-03-01'), kind: 'bonus' },
        { ...draw('2026-12-01'), promotion_id: 'P3' },
      ],
      draws: [entry],
    },
  },
  {
    name: 'The entries of the draw are there',
    kind: 'compliant',
    programme: operator('2025-01-01', 'merchant'),
    given: {
      point_events: [earned('2025-01-05')],
      promotions: [draw('2025-03-01')],
      draws: [{ ...entry, promotion_id: 'P1', drawn_at: '2025-02-01' }],
    },
  },
  {
    name: 'Whoever handed in no draws at all is not said to have lost them',
    kind: 'boundary',
    alone: true,
    programme: operator('2025-01-01', 'merchant'),
    given: { point_events: [earned('2025-01-05')], promotions: [draw('2025-03-01')] },
  },
]);
