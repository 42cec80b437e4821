import { defineCases } from '../../cases.ts';

const draw = (more: object = {}) => ({
  promotion_id: 'D1',
  version_from: '2025-02-10 00:00:00',
  kind: 'draw',
  starts_at: '2025-03-01 00:00:00',
  ends_at: '2025-04-01 00:00:00',
  max_prize_value: '60000',
  prize_kinds: '家用轿车一年使用权',
  ...more,
});
const win = (event: string, more: object = {}) => ({
  event_id: event,
  promotion_id: 'D1',
  member_id: 'M1',
  drawn_at: '2025-04-02 10:00:00',
  prize_id: 'TRIP',
  prize_value: '30000',
  won: true,
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'A year’s use of a car worth 60,000 yuan',
    kind: 'violating',
    given: { promotions: [draw()] },
    findings: [{ subject_type: 'promotion', subject_id: 'D1', observed: '60000.00', expected: '50000.00' }],
  },
  {
    name: 'One member wins twice, 60,000 yuan together',
    kind: 'violating',
    given: { promotions: [draw({ max_prize_value: '30000' })], draws: [win('E1'), win('E2')] },
    findings: [{ subject_id: 'D1', observed: '60000.00', members: 1 }],
  },
  {
    name: 'The catalogue knows what the prize costs on the market',
    kind: 'violating',
    given: {
      promotions: [draw({ max_prize_value: '30000' })],
      draws: [win('E1')],
      catalogue_items: [{ item_id: 'TRIP', valid_from: '2025-01-01 00:00:00', list_value: '52000' }],
    },
    findings: [{ subject_id: 'D1', observed: '52000.00' }],
  },
  {
    name: 'Two members win 30,000 yuan each; an unlucky chance wins nothing',
    kind: 'compliant',
    given: {
      promotions: [draw({ max_prize_value: '30000' })],
      draws: [win('E1'), win('E2', { member_id: 'M2' }), win('E3', { won: false })],
    },
  },
  {
    name: 'Exactly 50,000 yuan is allowed; an unknown value is not above',
    kind: 'boundary',
    given: {
      promotions: [draw({ max_prize_value: '50000' }), draw({ promotion_id: 'D2', max_prize_value: null })],
    },
  },
  {
    name: 'One hundredth above',
    kind: 'boundary',
    given: { promotions: [draw({ max_prize_value: '50000.01' })] },
    findings: [{ subject_id: 'D1', observed: '50000.01' }],
  },
  {
    name: 'Before the text of 2019',
    kind: 'before-law',
    given: { promotions: [draw({ version_from: '2019-03-01 00:00:00', starts_at: '2019-04-01 00:00:00' })] },
  },
  {
    name: 'Without promotions or draws no prize is known',
    kind: 'not-evaluable',
    given: { catalogue_items: [{ item_id: 'TRIP', valid_from: '2025-01-01 00:00:00' }] },
    notEvaluable: ['promotions'],
  },
  {
    name: 'What a bonus may come to is no prize; another prize is dear; who won, or what it was for, is not recorded',
    kind: 'boundary',
    given: {
      promotions: [draw({ kind: 'bonus' }), draw({ promotion_id: 'D2', max_prize_value: '30000' })],
      draws: [
        win('E1', { promotion_id: 'D2' }),
        win('E2', { promotion_id: 'D2', member_id: null }),
        win('E3', { promotion_id: 'D2', member_id: null }),
        win('E4', { promotion_id: null, prize_value: '60000' }),
      ],
      catalogue_items: [{ item_id: 'CAR', valid_from: '2025-01-01 00:00:00', list_value: '90000' }],
    },
  },
]);
