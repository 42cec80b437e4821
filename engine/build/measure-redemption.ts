import { rows, type DuckDBConnection } from '../database.server.ts';
import { significant, significantOrNull } from '../liability/significant.ts';
import { step, type Build } from './build.ts';
import { writePreferences } from './redemption-preferences.ts';
import { groupedBy } from '../grouped-by.ts';
import { rateRatioOf, ratioPart, type MatchedCount, type RateRatio } from '../redemption/rate-ratio.ts';
import { policiesOf, readMemberPolicies } from './member-policies.ts';
import { writeRows, type Cell, type ColumnKind } from './write-rows.ts';

/**
 * What members prefer, what to do with each reward, and what balances and redemptions go with: from additive tables of
 * the accounts. Programme level: it reads no entry, lot or use.
 */
export async function measureRedemption(build: Build): Promise<void> {
  await step(build, 'redemption.preferences', () => writePreferences(build.connection));
  await step(build, 'redemption.lock_in', () => writeLockIn(build.connection));
}

const LOCK_IN = {
  programme_id: 'text',
  wallet: 'text',
  question: 'text',
  from_year: 'integer',
  to_year: 'integer',
  status: 'text',
  ratio: 'estimate',
  ratio_low: 'estimate',
  ratio_high: 'estimate',
  standard_error: 'estimate',
  e_value: 'estimate',
  exposed_members: 'integer',
  exposed_purchases: 'integer',
  exposed_days: 'integer',
  other_members: 'integer',
  other_purchases: 'integer',
  other_days: 'integer',
  unmatched_members: 'integer',
  one_in: 'integer',
} as const satisfies Record<string, ColumnKind>;

const QUESTIONS = ['redemption', 'near', 'middle'] as const;
/** As in redemption.lock_in_counts. */
const MEMBER_GROUPS = 20;

interface Counted {
  programme_id: string;
  wallet: string;
  question: string;
  year: number;
  stratum: string;
  is_exposed: boolean;
  group_no: number;
  members: bigint;
  purchases: bigint;
  days: bigint;
}

/**
 * Writes `redemption.lock_in`: one row per programme, wallet (NULL: all, each matched with its own), question and span of
 * calendar years of the quarters' starts; NULL to NULL is the whole ledger.
 */
async function writeLockIn(connection: DuckDBConnection): Promise<void> {
  const counted = await rows<Counted>(
    connection,
    `select programme_id, wallet, question, year(starts_on)::integer as year,
       concat_ws('/', starts_on, recency, frequency, affords) as stratum, is_exposed, group_no, members, purchases, days
     from redemption.lock_in_counts order by all`,
  );
  const shares = await rows<{ programme_id: string; one_in: number }>(
    connection,
    'select programme_id, one_in from posting.lock_in_share order by all',
  );
  const policies = await readMemberPolicies(connection);
  const written: Record<keyof typeof LOCK_IN, Cell>[] = [];
  // Wallets in which nobody was watched at all (no priced rewards, or younger than a year) have no row.
  for (const [id, ofProgramme] of groupedBy(counted, (row) => row.programme_id)) {
    const oneIn = shares.find(({ programme_id: each }) => each === id)!.one_in;
    const fewestPurchases = policiesOf(policies, id).lock_in_purchases;
    const years = [...new Set(ofProgramme.map(({ year }) => year))].sort((left, right) => left - right);
    const wallets = [...new Set(ofProgramme.map(({ wallet }) => wallet))].sort();
    const spans: [number | null, number | null][] = [
      [null, null],
      ...years.flatMap((from) => years.filter((to) => to >= from).map((to): [number, number] => [from, to])),
    ];
    for (const wallet of [null, ...wallets])
      for (const question of QUESTIONS) {
        const own = ofProgramme.filter(
          (each) => each.question === question && (wallet === null || each.wallet === wallet),
        );
        const parts = new Map(
          years.map((year) => [
            year,
            ratioPart(own.filter((each) => each.year === year).map(matched), MEMBER_GROUPS),
          ]),
        );
        for (const [from, to] of spans) {
          const within = years.filter((year) => from === null || (year >= from && year <= to!));
          const found = rateRatioOf(
            within.map((year) => parts.get(year)!),
            { fewestPurchases },
          );
          written.push(lockInRow(id, wallet, question, [from, to], oneIn, found));
        }
      }
  }
  await writeRows(connection, 'redemption.lock_in', LOCK_IN, written);
}

const NOBODY = { members: 0, purchases: 0, days: 0 };

function matched(count: Counted): MatchedCount {
  const watched = {
    members: Number(count.members),
    purchases: Number(count.purchases),
    days: Number(count.days),
  };
  return {
    stratum: `${count.wallet}/${count.stratum}`,
    group: count.group_no,
    exposed: count.is_exposed ? watched : NOBODY,
    others: count.is_exposed ? NOBODY : watched,
  };
}

function lockInRow(
  programmeId: string,
  wallet: string | null,
  question: string,
  [fromYear, toYear]: readonly [number | null, number | null],
  oneIn: number,
  found: RateRatio,
): Record<keyof typeof LOCK_IN, Cell> {
  const bound = (value: number) => (found.ratio === null ? null : significant(value));
  return {
    programme_id: programmeId,
    wallet,
    question,
    from_year: fromYear,
    to_year: toYear,
    status: found.status,
    ratio: significantOrNull(found.ratio),
    ratio_low: bound(found.low),
    ratio_high: bound(found.high),
    standard_error: significantOrNull(found.standardError),
    e_value: significantOrNull(found.eValue),
    exposed_members: found.exposed.members,
    exposed_purchases: found.exposed.purchases,
    exposed_days: found.exposed.days,
    other_members: found.others.members,
    other_purchases: found.others.purchases,
    other_days: found.others.days,
    unmatched_members: found.unmatched,
    one_in: oneIn,
  };
}
