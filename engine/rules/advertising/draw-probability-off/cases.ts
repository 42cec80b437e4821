import { defineCases } from '../../cases.ts';

const promotion = (more: object = {}) => ({
  promotion_id: 'D1',
  version_from: '2025-02-10 00:00:00',
  kind: 'draw',
  stated_probability: '0.5',
  ...more,
});
const draws = (count: number, wins: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({
    event_id: `E${index}`,
    promotion_id: 'D1',
    member_id: `M${index % 4}`,
    drawn_at: '2025-04-02 10:00:00',
    won: index < wins,
    ...more,
  }));

export const cases = defineCases('2026-06-30', [
  {
    name: 'Every second chance should win, and none of 24 does',
    kind: 'violating',
    given: { promotions: [promotion()], draws: draws(24, 0) },
    findings: [
      {
        subject_type: 'promotion',
        subject_id: 'D1',
        observed: '0.0000',
        expected: '0.5000',
        nature: 'indicator',
        members: 4,
      },
    ],
  },
  {
    name: 'Twelve of 24',
    kind: 'compliant',
    given: { promotions: [promotion()], draws: draws(24, 12) },
  },
  {
    name: 'None of ten happens once in 512 draws (p = 0.00195): bad luck',
    kind: 'boundary',
    given: { promotions: [promotion()], draws: draws(10, 0) },
  },
  {
    name: 'None of eleven happens once in 1024 (p = 0.00098): worth a look',
    kind: 'boundary',
    given: { promotions: [promotion()], draws: draws(11, 0) },
    findings: [{ subject_id: 'D1' }],
  },
  {
    name: 'No probability was stated, or chances are not drawn yet',
    kind: 'boundary',
    given: {
      promotions: [promotion({ stated_probability: null }), promotion({ promotion_id: 'D2' })],
      draws: [...draws(24, 0), ...draws(24, 0, { promotion_id: 'D2', won: null })],
    },
  },
  {
    name: 'Before the text of 2019',
    kind: 'before-law',
    given: {
      promotions: [promotion({ version_from: '2019-01-01 00:00:00' })],
      draws: draws(24, 0, { drawn_at: '2019-04-22 10:00:00' }),
    },
  },
  {
    name: 'Without the file of the draws nothing can be counted',
    kind: 'not-evaluable',
    given: { promotions: [promotion()] },
    notEvaluable: ['draws'],
  },
  {
    name: 'Another draw has another probability; fifty of a hundred was written as 50',
    kind: 'compliant',
    given: {
      promotions: [
        promotion(),
        promotion({ promotion_id: 'D2', version_from: '2025-03-10 00:00:00', stated_probability: '0.01' }),
        promotion({ promotion_id: 'D3', stated_probability: '50' }),
      ],
      draws: [
        ...draws(24, 12),
        ...draws(24, 0, { promotion_id: 'D3' }).map((draw) => ({ ...draw, event_id: `D3-${draw.event_id}` })),
      ],
    },
  },
]);
