import { rows, type DuckDBConnection } from '../database.server.ts';
import { significant, significantOrNull } from '../liability/significant.ts';
import { step, type Build } from './build.ts';
import { writePreferences } from './redemption-preferences.ts';
import { matchedRateRatio, type MatchedCount, type RateRatio } from '../redemption/rate-ratio.ts';
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
  stratum: string;
  is_exposed: boolean;
  group_no: number;
  members: bigint;
  purchases: bigint;
  days: bigint;
}

/** Writes `redemption.lock_in`: one row per programme, wallet (NULL: all, each matched with its own) and question. */
async function writeLockIn(connection: DuckDBConnection): Promise<void> {
  const counted = await rows<Counted>(
    connection,
    `select programme_id, wallet, question, concat_ws('/', starts_on, recency, frequency, affords) as stratum, is_exposed,
       group_no, members, purchases, days
     from redemption.lock_in_counts order by all`,
  );
  // Wallets in which nobody was watched at all (no priced rewards, or younger than a year) have no row.
  const shares = await rows<{ programme_id: string; wallet: string; one_in: number }>(
    connection,
    `select distinct counted.programme_id, counted.wallet, share.one_in from redemption.lock_in_counts as counted
     join posting.lock_in_share as share using (programme_id) order by all`,
  );
  const programmes = new Map<string, { oneIn: number; wallets: (string | null)[] }>();
  for (const { programme_id: id, wallet, one_in: oneIn } of shares) {
    const at = programmes.get(id) ?? { oneIn, wallets: [null] };
    at.wallets.push(wallet);
    programmes.set(id, at);
  }
  const written = [...programmes].flatMap(([id, { oneIn, wallets }]) =>
    wallets.flatMap((wallet) =>
      QUESTIONS.map((question) => {
        const own = counted.filter(
          (each) =>
            each.programme_id === id &&
            each.question === question &&
            (wallet === null || each.wallet === wallet),
        );
        return lockInRow(id, wallet, question, oneIn, matchedRateRatio(own.map(matched), MEMBER_GROUPS));
      }),
    ),
  );
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
  oneIn: number,
  found: RateRatio,
): Record<keyof typeof LOCK_IN, Cell> {
  const bound = (value: number) => (found.ratio === null ? null : significant(value));
  return {
    programme_id: programmeId,
    wallet,
    question,
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
