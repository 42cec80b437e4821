import { defineCases } from '../../cases.ts';

const programme = { wallets: { base: { regime: 'shenzhen_carbon' } } };
const given = (event_type: string, day = '2025-09-10') => ({
  point_events: [
    {
      event_id: 'E1',
      member_id: 'M1',
      event_type: 'earn',
      points: '500',
      occurred_at: '2022-01-05 10:00:00',
      counterparty_member_id: null,
    },
    {
      event_id: 'X1',
      member_id: 'M1',
      event_type,
      points: '300',
      occurred_at: `${day} 10:00:00`,
      counterparty_member_id: event_type === 'transfer_out' ? 'M2' : null,
    },
  ],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Carbon points are given to a friend',
    kind: 'violating',
    programme,
    given: given('transfer_out'),
    findings: [
      {
        subject_type: 'account',
        subject_id: 'base/M1',
        event_id: 'X1',
        observed: 'transfer_out',
        points: '300.00',
      },
    ],
  },
  {
    name: 'They are exchanged for a partner’s points',
    kind: 'violating',
    programme,
    given: given('exchange_out'),
    findings: [{ event_id: 'X1' }],
  },
  {
    name: 'They are cancelled with the account',
    kind: 'violating',
    programme,
    given: given('forfeit'),
    findings: [{ event_id: 'X1' }],
  },
  { name: 'They buy a ticket', kind: 'compliant', programme, given: given('redeem') },
  { name: 'Points of no such scheme', kind: 'compliant', given: given('transfer_out') },
  {
    name: 'The first day of the measures',
    kind: 'boundary',
    programme,
    given: given('transfer_out', '2022-08-18'),
    findings: [{ event_id: 'X1' }],
  },
  {
    name: 'The day before the measures',
    kind: 'before-law',
    programme,
    given: given('transfer_out', '2022-08-17'),
  },
  {
    name: 'They end after five years',
    kind: 'boundary',
    programme,
    asOf: '2027-12-31',
    given: given('transfer_out', '2027-08-18'),
  },
  {
    name: 'Carbon points stay; those of the ordinary wallet beside them go',
    kind: 'compliant',
    programme: { wallets: { base: {}, carbon: { regime: 'shenzhen_carbon' } } },
    given: given('transfer_out'),
  },
]);
