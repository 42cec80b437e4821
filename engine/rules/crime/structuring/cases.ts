import { defineCases } from '../../cases.ts';

/** So many transfers of so many points, one a day. */
const given = (count: number, points: string, first = '2025-09-02', apart = 1) => ({
  point_events: [
    {
      event_id: 'E1',
      member_id: 'M1',
      event_type: 'earn',
      points: '900000',
      occurred_at: '2024-01-05 10:00:00',
      counterparty_member_id: null as string | null,
    },
    ...Array.from({ length: count }, (_, index) => ({
      event_id: `T${index}`,
      member_id: 'M1',
      event_type: 'transfer_out',
      points,
      occurred_at: `${new Date(Date.parse(first) + index * apart * 86_400_000).toISOString().slice(0, 10)} 10:00:00`,
      counterparty_member_id: 'M2',
    })),
  ],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Six transfers of 9,900 points in six days under a limit of 10,000',
    kind: 'violating',
    given: given(6, '9900'),
    findings: [
      { subject_type: 'member', subject_id: 'M1', nature: 'indicator', points: '59400.00', evidence_rows: 6 },
    ],
  },
  { name: 'Six small transfers', kind: 'compliant', given: given(6, '4200') },
  { name: 'Four are not many', kind: 'boundary', given: given(4, '9900') },
  { name: 'Five are', kind: 'boundary', given: given(5, '9900'), findings: [{ observed: '5' }] },
  { name: 'At the limit is not under it', kind: 'boundary', given: given(6, '10000') },
  { name: 'A tenth under it', kind: 'boundary', given: given(6, '9000'), findings: [{ subject_id: 'M1' }] },
  { name: 'More than a tenth under it', kind: 'boundary', given: given(6, '8999.99') },
  { name: 'Five in eight days', kind: 'boundary', given: given(5, '9900', '2025-09-02', 2) },
  { name: 'Before the law of 2024 was in force', kind: 'before-law', given: given(6, '9900', '2024-12-20') },
  {
    name: 'Six redemptions of 9,900 points move nothing to anybody',
    kind: 'compliant',
    given: {
      point_events: given(6, '9900').point_events.map((event) =>
        event.event_id === 'E1' ? event : { ...event, event_type: 'redeem', counterparty_member_id: null },
      ),
    },
  },
]);
