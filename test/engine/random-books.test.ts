import { expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { Configuration } from '#engine/contract/programme.ts';
import { bookOf, type BuiltBook } from '#test/support/book.ts';
import type { Outcome } from '#test/support/lot-events.ts';
import { NaiveLedger } from '#test/support/naive-ledger.ts';
import { naivePosting, type NaivePosting } from '#test/support/naive-posting.ts';
import { RANDOM_CONFIGURATION, randomLedger } from '#test/support/random-ledger.ts';

const SEED = Number(process.env.JIHENG_SEED ?? 20260630);
const BOOKS = 10;
const USES = [
  'redeem',
  'expire',
  'transfer',
  'reverse',
  'forfeit',
  'adjust',
  'exchange',
  'debt_repaid',
  'restore',
];

it(`computes the lots, uses and balances of the naive ledger in ${BOOKS} whole books (JIHENG_SEED=${SEED})`, async () => {
  const configuration = Configuration.parse(RANDOM_CONFIGURATION);
  for (let round = 0; round < BOOKS; round++) {
    const rows = apart(randomLedger(SEED + round, 300));
    const posting = naivePosting(rows, configuration);
    const wanted = new NaiveLedger(posting.policies, posting.endsAt).run(posting.events);
    const book = await bookOf(
      { point_events: rows },
      { configuration: RANDOM_CONFIGURATION, shards: round % 2 ? 3 : 1 },
    );
    const found = await told(book);
    expect(Math.min(found.lots.length, found.uses.length)).toBeGreaterThan(100);
    const expected = inWords(wanted, posting);
    for (const what of ['lots', 'uses', 'shortfalls', 'accounts'] as const)
      expect(found[what], `${what} of round ${round}`).toEqual(expected[what]);
    expect(book.summary.points_in_transit).toEqual(expected.inTransit);
  }
}, 600_000);

/** Rows that claim one key get recording instants of their own, so that the first is plain to see. */
function apart(rows: GivenRow[]): GivenRow[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const isRepeated = seen.has(String(row.event_id));
    seen.add(String(row.event_id));
    return isRepeated ? { ...row, recorded_at: '2030-01-01T00:00:00Z' } : row;
  });
}

/** What a book says, as lines in an order of their own. */
async function told(book: BuiltBook) {
  const lines = async (sql: string) =>
    (await book.query<{ line: string }>(sql)).map((row) => row.line).sort();
  const micros = (name: string) => `coalesce(epoch_us(${name})::varchar, '-')`;
  const sums =
    'points_redeemed points_expired points_transferred points_reversed points_forfeited points_adjusted points_exchanged points_debt_repaid points_restored'.split(
      ' ',
    );
  return {
    lots: await lines(`select concat_ws(' ', lot_id, coalesce(parent_lot_id, '-'), origin_lot_id, ${micros('origin_opened_at')},
      ${micros('opened_at')}, ${micros('available_at')}, ${micros('expires_at')}, is_pending, points_opened,
      points_remaining, ${sums.join(', ')}) as line from lots.lots`),
    uses: await lines(`select concat_ws(' ', member_id, wallet, coalesce(event_id, '-'), lot_id, use_type, points,
      ${micros('used_at')}, coalesce(cause_event_id, '-')) as line from lots.uses`),
    shortfalls:
      await lines(`select concat_ws(' ', member_id, wallet, event_id, kind, points, settled, cancelled,
      points_expired_before) as line from lots.shortfalls`),
    accounts:
      await lines(`select concat_ws(' ', member_id, wallet, points_available, points_pending, points_debt,
      points_shortfall, earned, redeemed, expired, transferred_in, transferred_out, exchanged_in, exchanged_out, reversed,
      restored, adjusted, forfeited, ${micros('first_event_at')}, ${micros('last_event_at')}) as line
      from balances.accounts`),
  };
}

/** The same lines of what the naive ledger says. */
function inWords(outcome: Outcome, { eventIds, accounts, policies }: NaivePosting) {
  const id = (entry: number | undefined) => (entry === undefined ? '-' : eventIds.get(entry)!);
  const lotId = (naive: string | undefined) => {
    if (naive === undefined) return '-';
    const [, entry, child] = naive.split('/').map(Number) as [number, number, number];
    return `p/default/${id(entry)}${child ? `/${child}` : ''}`;
  };
  const holder = (account: number) => `${accounts[account]!.member} ${accounts[account]!.wallet}`;
  const micros = (instant: number) => (Number.isFinite(instant) ? String(instant) : '-');
  const sorted = (lines: string[]) => lines.sort();
  const wallets = Object.keys(RANDOM_CONFIGURATION.programmes[0]!.wallets);
  return {
    lots: sorted(
      Object.entries(outcome.lots).map(([naive, lot]) =>
        [
          lotId(naive),
          lotId(lot.parent),
          lotId(lot.origin),
          ...[lot.originOpenedAt, lot.openedAt, lot.availableAt, lot.expiresAt].map(micros),
          lot.isPending,
          ...[lot.opened, lot.remaining, ...USES.map((use) => lot.used[use] ?? 0)].map(decimal),
        ].join(' '),
      ),
    ),
    uses: sorted(
      outcome.uses.map((use) =>
        [
          holder(use.account),
          id(use.entry),
          lotId(use.lot),
          use.type,
          decimal(use.points),
          micros(use.usedAt),
          id(use.cause),
        ].join(' '),
      ),
    ),
    shortfalls: sorted(
      outcome.shortfalls.map((row) => {
        const numbers = [row.points, row.settled, row.cancelled, row.pointsExpiredBefore] as number[];
        return [holder(Number(row.account)), id(Number(row.entry)), row.kind, ...numbers.map(decimal)].join(
          ' ',
        );
      }),
    ),
    accounts: sorted(
      Object.entries(outcome.accounts).map(([account, { firstEventAt, lastEventAt, ...sums }]) =>
        [
          holder(Number(account)),
          ...Object.values(sums).map(decimal),
          micros(firstEventAt!),
          micros(lastEventAt!),
        ].join(' '),
      ),
    ),
    inTransit: policies
      .map((_, policy) => ({
        programme_id: 'p',
        wallet: wallets[policy]!,
        points: decimal(outcome.inTransit[policy]!),
      }))
      .filter((each) => each.points !== '0.00'),
  };
}

function decimal(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
