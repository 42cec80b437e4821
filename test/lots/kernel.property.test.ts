import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NaiveLedger } from '#test/support/naive-ledger.ts';
import { type Outcome, runKernel } from '#test/support/lot-events.ts';
import { history } from './random-history.ts';

const SEED = Number(process.env.JIHENG_SEED ?? 20260630);
const HISTORIES = Number(process.env.JIHENG_HISTORIES ?? 10_000);

test(`the kernel does what the naive ledger does on ${HISTORIES} random histories (JIHENG_SEED=${SEED})`, () => {
  fc.assert(
    fc.property(history, ({ policies, events, asOf, cuts }) => {
      const found = runKernel(events, policies, asOf, cuts);
      const wanted = new NaiveLedger(policies, asOf).run(events);
      expect(comparable(found)).toEqual(comparable(wanted));
      checkInvariants(found);
    }),
    { seed: SEED, numRuns: HISTORIES },
  );
}, 240_000);

/** Rows of independent accounts have no order among each other. */
function comparable(outcome: Outcome) {
  const sorted = (rows: object[]) =>
    rows
      .map((row) =>
        JSON.stringify(
          Object.entries(row)
            .filter(([, value]) => value !== undefined)
            .sort(([left], [right]) => (left < right ? -1 : 1)),
        ),
      )
      .sort();
  return {
    ...outcome,
    uses: sorted(outcome.uses),
    shortfalls: sorted(outcome.shortfalls),
    postings: sorted(outcome.postings),
  };
}

function checkInvariants(outcome: Outcome): void {
  for (const lot of Object.values(outcome.lots)) {
    const { restore = 0, ...uses } = lot.used;
    const used = Object.values(uses).reduce((sum, points) => sum + points, 0);
    expect(lot.opened + restore).toBe(used + lot.remaining);
    expect(Math.min(lot.remaining, restore, ...Object.values(uses))).toBeGreaterThanOrEqual(0);
  }
  for (const sums of Object.values(outcome.accounts)) {
    const of = (name: string) => sums[name]!;
    const brought = of('earned') + of('transferredIn') + of('exchangedIn') + of('restored') + of('adjusted');
    const taken =
      ['redeemed', 'expired', 'transferredOut', 'exchangedOut', 'reversed', 'forfeited'].reduce(
        (sum, name) => sum + of(name),
        0,
      ) - of('shortfall');
    expect(of('available') + of('pending') - of('debt')).toBe(brought - taken);
  }
  const lastUse = new Map<number, number>();
  for (const use of outcome.uses) {
    expect(use.usedAt).toBeGreaterThanOrEqual(lastUse.get(use.account) ?? -Infinity);
    lastUse.set(use.account, use.usedAt);
  }
}
