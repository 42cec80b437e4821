import type { GivenRow } from '#engine/build/given.ts';
import { seeded, type Seeded } from '#test/support/seeded.ts';

const TYPES = [
  'earn',
  'earn',
  'earn',
  'redeem',
  'redeem',
  'transfer',
  'reverse',
  'restore',
  'adjust',
  'forfeit',
  'exchange_in',
  'exchange_out',
  'expire',
];
const START = Date.UTC(2023, 0, 1);
const DAY = 86_400_000;

/**
 * Random events of every type over a few members and three wallets, with what goes wrong in real ledgers: equal
 * instants, one-legged and unequal transfers, excess reversals, duplicates, conflicts, late recording.
 */
export function randomLedger(seed: number, events: number): GivenRow[] {
  const random = seeded(seed);
  const rows: GivenRow[] = [];
  for (let number = 0; rows.length < events; number++) rows.push(...oneEvent(random, number, rows));
  // Some rows arrive twice, and some with a changed cell.
  for (const row of rows.filter(() => random.chance(0.04))) {
    rows.push(
      random.chance(0.5) ? { ...row } : { ...row, points: '7.77', recorded_at: row.recorded_at ?? null },
    );
  }
  return rows;
}

function oneEvent(random: Seeded, number: number, earlier: readonly GivenRow[]): GivenRow[] {
  const type = random.pick(TYPES);
  const at = instant(START + random.below(700) * DAY + random.below(4) * 6 * 3_600_000);
  const base: GivenRow = {
    event_id: `E${String(number).padStart(4, '0')}`,
    member_id: `M${random.below(9)}`,
    wallet: random.pick(['base', 'green', 'floor']),
    points: `${1 + random.below(200)}.${random.pick(['00', '50', '25'])}`,
    occurred_at: at,
    recorded_at: random.chance(0.2) ? instant(Date.parse(at) + random.below(40) * DAY) : null,
  };
  switch (type) {
    case 'transfer': {
      const to = `M${random.below(9)}`;
      const out = { ...base, event_type: 'transfer_out', counterparty_member_id: to };
      const arrival = {
        ...base,
        event_id: `${base.event_id}i`,
        member_id: to,
        event_type: 'transfer_in',
        related_event_id: base.event_id!,
      };
      if (random.chance(0.1)) return [out];
      if (random.chance(0.1)) return [out, { ...arrival, points: '13.13' }];
      if (random.chance(0.2)) return [out, { ...arrival, occurred_at: instant(Date.parse(at) + 2 * DAY) }];
      return [arrival, out];
    }
    case 'reverse':
    case 'restore': {
      const wanted = type === 'reverse' ? 'earn' : 'redeem';
      const named = earlier.filter((row) => row.event_type === wanted);
      if (named.length === 0) return [];
      const target = random.pick(named);
      return [
        {
          ...base,
          event_type: type,
          member_id: target.member_id!,
          wallet: target.wallet!,
          occurred_at: instant(Date.parse(String(target.occurred_at)) + random.below(90) * DAY),
          related_event_id: random.chance(0.85) ? target.event_id! : null,
        },
      ];
    }
    case 'adjust':
      return [
        { ...base, event_type: type, points: random.chance(0.5) ? `-${String(base.points)}` : base.points! },
      ];
    case 'earn':
      return [
        {
          ...base,
          event_type: type,
          available_at: random.chance(0.2) ? instant(Date.parse(at) + random.below(30) * DAY) : null,
          balance_after: random.chance(0.3) ? '100' : null,
        },
      ];
    default:
      return [{ ...base, event_type: type }];
  }
}

function instant(millis: number): string {
  return new Date(millis).toISOString();
}

/** Wallets whose policies differ in all that matters. */
export const RANDOM_CONFIGURATION = {
  programmes: [
    {
      id: 'p',
      wallets: {
        base: { validity: [{ from: '2020-01-01', months: 6 }], restore: { grace_days: 30 } },
        green: {
          validity: [
            { from: '2020-01-01', calendar_year_end_plus_months: 2 },
            { from: '2023-09-01', months_since_last_activity: 3 },
          ],
          spend_order: 'lifo',
          transfer_keeps_expiry: false,
        },
        floor: {
          overdraw: 'floor',
          expiry_source: 'booked',
          spend_order: 'fifo',
          validity: [{ from: '2020-01-01', months: 9 }],
        },
      },
    },
  ],
};
