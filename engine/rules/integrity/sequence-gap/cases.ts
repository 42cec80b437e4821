import { defineCases } from '../../cases.ts';

const numbered = (...ids: string[]) =>
  ids.map((event_id, index) => ({
    event_id,
    source: 'kiosk',
    member_id: 'M1',
    event_type: 'earn',
    points: '10',
    occurred_at: `2025-03-${String(index + 1).padStart(2, '0')} 10:00:00`,
  }));
const dense = { id_patterns: { kiosk: '^K(\\d+)$' } };

export const cases = defineCases('2026-06-30', [
  {
    name: 'Of K1 to K8, K5 and K6 are missing',
    kind: 'violating',
    programme: dense,
    given: { point_events: numbered('K1', 'K2', 'K3', 'K4', 'K7', 'K8') },
    findings: [{ subject_type: 'source', subject_id: 'kiosk', observed: '5–6', evidence_rows: 1 }],
  },
  {
    name: 'Two gaps of one source are one finding with two pieces of evidence',
    kind: 'violating',
    programme: dense,
    given: { point_events: numbered('K1', 'K3', 'K5') },
    findings: [{ subject_id: 'kiosk', observed: '2', evidence_rows: 2 }],
  },
  {
    name: 'A sequence that begins late and has leading zeros is dense',
    kind: 'compliant',
    programme: dense,
    given: { point_events: numbered('K008', 'K009', 'K010') },
  },
  {
    name: 'Ids of another form do not count, and neither do sources that promised nothing',
    kind: 'compliant',
    programme: dense,
    given: {
      point_events: [
        ...numbered('K1', 'K2', 'MANUAL-7'),
        ...numbered('K1', 'K9').map((row) => ({ ...row, source: 'partner' })),
      ],
    },
  },
  {
    name: 'An id that arrived, though after the as-of date, is not missing',
    kind: 'boundary',
    programme: dense,
    given: {
      point_events: [
        ...numbered('K1', 'K3'),
        ...numbered('K2').map((row) => ({ ...row, occurred_at: '2026-08-01 10:00:00' })),
      ],
    },
  },
  {
    name: 'Where no ids are declared dense, nobody can miss one',
    kind: 'not-evaluable',
    given: { point_events: numbered('K1', 'K3') },
    notEvaluable: ['programme.yaml:id_patterns'],
  },
]);
