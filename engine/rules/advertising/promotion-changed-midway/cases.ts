import { defineCases } from '../../cases.ts';

const version = (from: string, more: object = {}) => ({
  promotion_id: 'D1',
  version_from: `${from} 00:00:00`,
  kind: 'draw',
  starts_at: '2025-03-01 00:00:00',
  ends_at: '2025-04-01 00:00:00',
  max_prize_value: '500',
  stated_probability: '0.1',
  prize_kinds: '不锈钢炒锅',
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'The top prize falls from 500 to 100 yuan in the middle of the draw',
    kind: 'violating',
    given: { promotions: [version('2025-02-10'), version('2025-03-15', { max_prize_value: '100' })] },
    findings: [
      {
        subject_type: 'promotion',
        subject_id: 'D1',
        observed: '100.0000',
        expected: '500.0000',
        nature: 'violation',
        evidence_rows: 1,
      },
    ],
  },
  {
    name: 'A better chance, more to win, a longer run',
    kind: 'compliant',
    given: {
      promotions: [
        version('2025-02-10'),
        version('2025-03-15', {
          max_prize_value: '800',
          stated_probability: '0.2',
          ends_at: '2025-04-15 00:00:00',
        }),
      ],
    },
  },
  {
    name: 'Changed at the very start, or before it, or when all was over; empty cells are not compared',
    kind: 'boundary',
    given: {
      promotions: [
        version('2025-02-10'),
        version('2025-02-20', { max_prize_value: '400' }),
        version('2025-03-01', { max_prize_value: '300' }),
        version('2025-03-10', { max_prize_value: null, stated_probability: null, prize_kinds: null }),
        version('2025-04-01', { max_prize_value: '100', stated_probability: '0.05' }),
      ],
    },
  },
  {
    name: 'A condition is added one day after the start',
    kind: 'boundary',
    given: {
      promotions: [version('2025-02-10'), version('2025-03-02', { eligible_segment: 'tier=gold' })],
    },
    findings: [{ subject_id: 'D1', observed: 'tier=gold', expected: '-' }],
  },
  {
    name: 'Another prize whose value nobody tells is a matter for a person',
    kind: 'boundary',
    given: {
      promotions: [
        version('2025-02-10'),
        version('2025-03-15', { prize_kinds: '帆布袋', max_prize_value: null }),
      ],
    },
    findings: [{ subject_id: 'D1', observed: '帆布袋', expected: '不锈钢炒锅', nature: 'indicator' }],
  },
  {
    name: 'Before the rules on promotions',
    kind: 'before-law',
    given: {
      promotions: [
        version('2020-10-01', { starts_at: '2020-11-01 00:00:00', ends_at: '2020-12-31 00:00:00' }),
        version('2020-11-30', {
          starts_at: '2020-11-01 00:00:00',
          ends_at: '2020-12-31 00:00:00',
          max_prize_value: '100',
        }),
      ],
    },
  },
  {
    name: 'Without promotions nothing can be judged',
    kind: 'not-evaluable',
    given: { draws: [{ event_id: 'E1', promotion_id: 'D1', won: false }] },
    notEvaluable: ['promotions'],
  },
  {
    name: 'Changed the day after it was over, for the next time',
    kind: 'boundary',
    given: { promotions: [version('2025-02-10'), version('2025-04-02', { max_prize_value: '100' })] },
  },
]);
