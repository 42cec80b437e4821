import { defineCases } from '../../cases.ts';

/** Enterprise X hands points on along a path of members a day apart. */
function given(path: readonly string[], employer: string | null, more: { from?: string; day?: string } = {}) {
  const day = more.day ?? '2025-09-05';
  const legs = path.flatMap((to, index) => {
    const from = index === 0 ? 'X' : path[index - 1]!;
    const leg = { points: '500', occurred_at: `${day} 15:00:0${index}` };
    return [
      {
        ...leg,
        event_id: `T${index}`,
        member_id: from,
        event_type: 'transfer_out',
        counterparty_member_id: to,
      },
      {
        ...leg,
        event_id: `U${index}`,
        member_id: to,
        event_type: 'transfer_in',
        counterparty_member_id: from,
      },
    ];
  });
  return {
    point_events: [
      {
        event_id: 'E1',
        member_id: 'X',
        event_type: 'earn',
        points: '500',
        occurred_at: `${day} 10:00:00`,
        counterparty_member_id: null as string | null,
      },
      ...legs,
    ],
    members: [
      { member_id: 'X', member_type: 'enterprise' },
      { member_id: 'Y', member_type: 'enterprise' },
      { member_id: 'M1', member_type: 'person' },
      { member_id: 'M2', member_type: 'person' },
    ],
    member_attributes: [
      {
        member_id: path.at(-1)!,
        attribute: 'employer_member_id',
        value: employer,
        valid_from: more.from ?? '2015-01-01 00:00:00',
      },
    ],
  };
}

export const cases = defineCases('2026-06-30', [
  {
    name: 'Enterprise X gives its points to someone who works for Y',
    kind: 'violating',
    given: given(['M1'], 'Y'),
    findings: [
      {
        subject_type: 'member',
        subject_id: 'M1',
        nature: 'indicator',
        observed: 'Y',
        expected: 'X',
        points: '500.00',
      },
    ],
  },
  {
    name: 'Over another member',
    kind: 'violating',
    given: given(['M2', 'M1'], 'Y'),
    findings: [{ subject_id: 'M1' }],
  },
  { name: 'To its own staff', kind: 'compliant', given: given(['M1'], 'X') },
  { name: 'To someone whose employer is not known', kind: 'boundary', given: given(['M1'], null) },
  {
    name: 'Who works for Y only since the next day',
    kind: 'boundary',
    given: given(['M1'], 'Y', { from: '2025-09-06 00:00:00' }),
  },
  {
    name: 'Before the law of 2019',
    kind: 'before-law',
    given: given(['M1'], 'Y', { day: '2019-04-22' }),
  },
  {
    name: 'Without attributes nobody has an employer',
    kind: 'not-evaluable',
    given: { point_events: given(['M1'], 'Y').point_events, members: given(['M1'], 'Y').members },
    notEvaluable: ['member_attributes'],
  },
  {
    name: 'A person gives points of her own to someone who works for Y',
    kind: 'compliant',
    given: {
      ...given(['M1'], 'Y'),
      point_events: given(['M1'], 'Y').point_events.map((event) => ({
        ...event,
        member_id: event.member_id === 'X' ? 'M2' : event.member_id,
        counterparty_member_id: event.counterparty_member_id === 'X' ? 'M2' : event.counterparty_member_id,
      })),
    },
  },
  {
    name: 'To its own staff, who have a tier; X itself belongs to Y',
    kind: 'compliant',
    given: {
      ...given(['M1'], 'X'),
      member_attributes: [
        ...given(['M1'], 'X').member_attributes,
        { member_id: 'M1', attribute: 'tier', value: 'gold', valid_from: '2015-01-01 00:00:00' },
        { member_id: 'X', attribute: 'employer_member_id', value: 'Y', valid_from: '2015-01-01 00:00:00' },
      ],
    },
  },
  {
    name: 'Who had left Y the day before',
    kind: 'boundary',
    given: {
      ...given(['M1'], 'Y'),
      member_attributes: given(['M1'], 'Y').member_attributes.map((attribute) => ({
        ...attribute,
        valid_to: '2025-09-04 00:00:00',
      })),
    },
  },
]);
