import { defineCases } from '../../cases.ts';

const leg = { points: '300', occurred_at: '2025-09-10 10:00:00' };
const point_events = [
  {
    event_id: 'E1',
    member_id: 'M1',
    event_type: 'earn',
    points: '600',
    occurred_at: '2025-09-01 10:00:00',
    counterparty_member_id: null,
  },
  { ...leg, event_id: 'T1', member_id: 'M1', event_type: 'transfer_out', counterparty_member_id: 'M2' },
  { ...leg, event_id: 'T2', member_id: 'M2', event_type: 'transfer_in', counterparty_member_id: 'M1' },
];
const home = (member_id: string, value = 'H1', more = {}) => ({
  member_id,
  attribute: 'household_id',
  value,
  valid_from: '2022-01-01 00:00:00',
  valid_to: null as string | null,
  ...more,
});
const programme = { wallets: { base: { transfer: 'household' } } };

export const cases = defineCases('2026-06-30', [
  {
    name: 'A gift to a member of another household',
    kind: 'violating',
    programme,
    given: { point_events, member_attributes: [home('M1'), home('M2', 'H2')] },
    findings: [
      { subject_type: 'account', subject_id: 'base/M1', event_id: 'T1', observed: 'M2', points: '300.00' },
    ],
  },
  {
    name: 'A gift to someone of no household',
    kind: 'violating',
    programme,
    given: { point_events, member_attributes: [home('M1')] },
    findings: [{ event_id: 'T1' }],
  },
  {
    name: 'A gift at home',
    kind: 'compliant',
    programme,
    given: { point_events, member_attributes: [home('M1'), home('M2')] },
  },
  {
    name: 'Points that may go to anyone',
    kind: 'compliant',
    programme: { wallets: { base: { transfer: 'any' } } },
    given: { point_events, member_attributes: [home('M1'), home('M2', 'H2')] },
  },
  {
    name: 'They became one household at that moment',
    kind: 'boundary',
    programme,
    given: {
      point_events,
      member_attributes: [home('M1'), home('M2', 'H1', { valid_from: '2025-09-10 10:00:00' })],
    },
  },
  {
    name: 'They stopped being one at that moment',
    kind: 'boundary',
    programme,
    given: {
      point_events,
      member_attributes: [home('M1'), home('M2', 'H1', { valid_to: '2025-09-10 10:00:00' })],
    },
    findings: [{ event_id: 'T1' }],
  },
  {
    name: 'Nobody’s household is on record',
    kind: 'boundary',
    programme,
    given: { point_events, member_attributes: [home('M1', 'gold', { attribute: 'tier' })] },
  },
  {
    name: 'Without attributes nobody has a household',
    kind: 'not-evaluable',
    programme,
    given: { point_events },
    notEvaluable: ['member_attributes'],
  },
  {
    name: 'A gift from someone of no household',
    kind: 'violating',
    programme,
    given: { point_events, member_attributes: [home('M2')] },
    findings: [{ event_id: 'T1' }],
  },
  {
    name: 'The receiver moved in the day after',
    kind: 'boundary',
    programme,
    given: {
      point_events,
      member_attributes: [home('M1'), home('M2', 'H1', { valid_from: '2025-09-11 10:00:00' })],
    },
    findings: [{ event_id: 'T1' }],
  },
  {
    name: 'The giver moved in the day after',
    kind: 'boundary',
    programme,
    given: {
      point_events,
      member_attributes: [home('M1', 'H1', { valid_from: '2025-09-11 10:00:00' }), home('M2')],
    },
    findings: [{ event_id: 'T1' }],
  },
  {
    name: 'The giver had moved out the day before',
    kind: 'boundary',
    programme,
    given: {
      point_events,
      member_attributes: [home('M1', 'H1', { valid_to: '2025-09-09 10:00:00' }), home('M2')],
    },
    findings: [{ event_id: 'T1' }],
  },
  {
    name: 'Of another wallet points may go within the family only; of this one to anyone',
    kind: 'compliant',
    programme: { wallets: { base: { transfer: 'any' }, green: { transfer: 'household' } } },
    given: {
      point_events: [
        ...point_events.map((event) => ({ ...event, wallet: 'base' })),
        { ...point_events[0]!, event_id: 'E2', wallet: 'green' },
      ],
      member_attributes: [home('M1'), home('M2', 'H2')],
    },
  },
  {
    name: 'Households were asked for, and nobody answered',
    kind: 'boundary',
    programme,
    given: { point_events, member_attributes: [{ ...home('M1'), value: null }] },
  },
  {
    name: 'A transfer to oneself leaves no household',
    kind: 'boundary',
    programme,
    given: {
      point_events: [
        point_events[0]!,
        { ...point_events[1]!, counterparty_member_id: 'M1' },
        { ...point_events[2]!, member_id: 'M1' },
      ],
      member_attributes: [home('M2')],
    },
  },
]);
