import { rows, type DuckDBConnection } from '../database.server.ts';
import { additiveMethod } from '../liability/additive.ts';
import { backTest } from '../liability/back-test.ts';
import { estimateRows, type MemberGroup, type Opinions } from '../liability/estimate-rows.ts';
import { mackChainLadder } from '../liability/mack.ts';
import { significant, significantOrNull } from '../liability/significant.ts';
import type { Triangle } from '../liability/triangle.ts';
import { FEWEST_VINTAGES } from '../liability/ultimate.ts';
import { monthText, walletTriangle } from '../liability/wallet-triangle.ts';
import type { WalletHistory, WalletInputs } from '../liability/wallet-history.ts';
import { writeRows, type Cell } from './write-rows.ts';

const TOTALS = {
  programme_id: 'text',
  wallet: 'text',
  method: 'text',
  issued: 'estimate',
  redeemed: 'estimate',
  ultimate: 'estimate',
  rate: 'estimate',
  standard_error: 'estimate',
  status: 'text',
  is_chosen: 'flag',
} as const;
const ESTIMATES = { ...TOTALS, vintage: 'month' } as const;

type Names<Columns> = Record<keyof Columns, Cell>;

/**
 * Writes `liability.estimates` (one row per wallet, vintage and method; all vintages together in
 * `liability.estimate_totals`) at the last month of each wallet.
 */
export async function writeEstimates(
  connection: DuckDBConnection,
  histories: readonly WalletHistory[],
): Promise<void> {
  const opinions = await readOpinions(connection);
  const all = histories.flatMap((history): Names<typeof ESTIMATES>[] => {
    const { programmeId, wallet, lastMonth } = history;
    const key = JSON.stringify([programmeId, wallet]);
    const estimate = history.estimates.get(lastMonth)!;
    return estimateRows(estimate, { ...opinions.get(key)!, seed: key }).map((row) => ({
      programme_id: programmeId,
      wallet,
      vintage: row.vintage,
      method: row.method,
      issued: significant(row.issued),
      redeemed: significant(row.redeemed),
      ultimate: row.ultimate,
      rate: row.rate,
      standard_error: row.standardError,
      status: row.status,
      is_chosen: row.isChosen,
    }));
  });
  const isTotal = (row: Names<typeof ESTIMATES>) => row.vintage === null;
  await writeRows(
    connection,
    'liability.estimates',
    ESTIMATES,
    all.filter((row) => !isTotal(row)),
  );
  await writeRows(connection, 'liability.estimate_totals', TOTALS, all.filter(isTotal));
}

async function readOpinions(connection: DuckDBConnection): Promise<Map<string, Omit<Opinions, 'seed'>>> {
  const lots = await rows<{ programme_id: string; wallet: string; squares: string; opened: string }>(
    connection,
    `select programme_id, wallet, sum(issued_squared)::decimal(38, 4) as squares, sum(opened) as opened
     from liability.movements group by all order by all`,
  );
  const groups = await rows<{
    programme_id: string;
    wallet: string;
    group_no: number;
    age: number | null;
    vintage: number | null;
    points: string;
  }>(
    connection,
    `select programme_id, wallet, group_no, age, month_no(vintage) as vintage, points
     from liability.member_groups order by all`,
  );
  const found = new Map<string, Omit<Opinions, 'seed'> & { groups: MemberGroup[] }>();
  for (const { programme_id, wallet, squares, opened } of lots) {
    const none = { squares: Number(squares), opened: Number(opened), groups: [] };
    found.set(JSON.stringify([programme_id, wallet]), none);
  }
  const byNumber = new Map<string, { redeemed: Map<number, number>; issued: Map<number, number> }>();
  for (const { programme_id, wallet, group_no, age, vintage, points } of groups) {
    const key = JSON.stringify([programme_id, wallet]);
    const place = `${key}${group_no}`;
    let group = byNumber.get(place);
    if (!group) {
      group = { redeemed: new Map(), issued: new Map() };
      byNumber.set(place, group);
      found.get(key)!.groups.push(group);
    }
    if (age !== null) group.redeemed.set(age, Number(points));
    if (vintage !== null) group.issued.set(vintage, (group.issued.get(vintage) ?? 0) + Number(points));
  }
  return found;
}

const BACK_TEST = {
  programme_id: 'text',
  wallet: 'text',
  method: 'text',
  months_ago: 'integer',
  known_at: 'text',
  vintage: 'text',
  latest_then: 'estimate',
  expected_now: 'estimate',
  actual_now: 'estimate',
  difference: 'estimate',
  relative: 'estimate',
  status: 'text',
  note: 'text',
} as const;

const TESTED = [
  {
    method: 'additive',
    estimate: (known: Triangle, issued: readonly number[]) => additiveMethod(known, issued),
  },
  { method: 'chain_ladder', estimate: (known: Triangle) => mackChainLadder(known, 'mack') },
] as const;

/**
 * Writes `liability.back_test`: what estimates made 3, 6 and 12 months ago, from what was known then, expected to be
 * redeemed by now, against what was. A row without vintage is of all vintages that could be compared.
 */
export async function writeBackTest(
  connection: DuckDBConnection,
  wallets: readonly WalletInputs[],
  histories: readonly WalletHistory[],
): Promise<void> {
  const found = histories.flatMap((history, i) => backTestRows(wallets[i]!, history));
  await writeRows(connection, 'liability.back_test', BACK_TEST, found);
}

function backTestRows(given: WalletInputs, history: WalletHistory): Names<typeof BACK_TEST>[] {
  const { programmeId, wallet, lastMonth } = history;
  const now = history.estimates.get(lastMonth)!.triangle;
  if (!now) return [];
  const lastComplete = given.values.get(lastMonth)!.isComplete ? lastMonth : lastMonth - 1;
  return [3, 6, 12].flatMap((monthsAgo) => {
    const month = lastComplete - monthsAgo;
    const then = walletTriangle(given.facts, month, month);
    const same = { programme_id: programmeId, wallet, months_ago: monthsAgo, known_at: monthText(month) };
    const none = {
      latest_then: null,
      expected_now: null,
      actual_now: null,
      difference: null,
      relative: null,
    };
    return TESTED.flatMap(({ method, estimate }): Names<typeof BACK_TEST>[] => {
      if (!then || then.vintages.length < FEWEST_VINTAGES)
        return [{ ...same, method, vintage: null, ...none, status: 'too_few_origins', note: null }];
      const earlier = [{ knownAt: same.known_at, triangle: then.redeemed, issued: then.issued }];
      const { rows: compared, gaps } = backTest(now.redeemed, earlier, estimate);
      return [
        ...compared.map((row) => ({
          ...same,
          method,
          vintage: row.origin,
          latest_then: significant(row.latestThen),
          expected_now: significant(row.expectedNow),
          actual_now: significant(row.actualNow),
          difference: significant(row.difference),
          relative: significantOrNull(row.relative),
          status: 'ok',
          note: null,
        })),
        ...gaps.map((gap) => ({
          ...same,
          method,
          vintage: null,
          ...none,
          status: 'not_estimable',
          note: gap.reason,
        })),
      ];
    });
  });
}
