import { rows } from '../database.server.ts';
import { reachableBalances } from '../members/affordability.ts';
import type { Build } from './build.ts';
import { streamRows } from './member-rows.ts';
import { writeRows, type Cell, type ColumnKind } from './write-rows.ts';

/** Months ahead at which balances are estimated. */
export const HORIZONS = [1, 3, 6, 12] as const;
const PATHS = 100;
/** Fewer months of one's own say nothing about the coming ones. */
const LEAST_MONTHS = 3;

const QUANTILES = ['sure', 'likely', 'possible'] as const;

const REACH = {
  programme_id: 'text',
  wallet: 'text',
  member_id: 'text',
  account_no: 'integer',
  member_no: 'integer',
  points_now: 'points',
  points_per_month: 'points',
  months_known: 'integer',
  ...(Object.fromEntries(
    HORIZONS.flatMap((months) => QUANTILES.map((quantile) => [`${quantile}_${months}`, 'points'])),
  ) as Record<`${(typeof QUANTILES)[number]}_${(typeof HORIZONS)[number]}`, 'points'>),
  ...(Object.fromEntries(HORIZONS.map((months) => [`straight_${months}`, 'points'])) as Record<
    `straight_${(typeof HORIZONS)[number]}`,
    'points'
  >),
} as const satisfies Record<string, ColumnKind>;

interface Account {
  programme_id: string;
  wallet: string;
  member_id: string;
  account_no: number;
  member_no: number;
  months_known: number;
  earned_ago: { items: number[] };
  earned_points: { items: bigint[] };
  held_months: { items: (number | null)[] };
  held_points: { items: bigint[] };
}

/**
 * Writes `members.reach`, one row per account that holds or earned something: the points it will have held at once by the end
 * of some months on nine, five and one of ten bootstrapped earning paths (`sure`, `likely`, `possible`; expiry counted, nothing
 * spent), and on a straight line at its mean pace of up to 24 months, without chance or expiry. Who was a member for fewer
 * than three whole months has no estimate. Paths are drawn by the member's id, so no shard and no order matters.
 */
export async function writeReach(build: Build): Promise<void> {
  const validities = await readValidities(build);
  await writeRows(
    build.connection,
    'members.validities',
    { programme_id: 'text', wallet: 'text', validity_months: 'integer' },
    validities,
  );
  const months = new Map(
    validities.map((each) => [JSON.stringify([each.programme_id, each.wallet]), each.validity_months]),
  );
  await writeRows(build.connection, 'members.reach', REACH, reaches(build, months));
}

async function* reaches(
  build: Build,
  validities: ReadonlyMap<string, number | null>,
): AsyncGenerator<Record<keyof typeof REACH, Cell>> {
  for await (const account of streamRows<Account>(build, 'from members.earnings order by account_no')) {
    const { programme_id, wallet, member_id, account_no, member_no, months_known } = account;
    const earned = earnedByMonth(account);
    const held = account.held_points.items.map((points, index) => ({
      points: Number(points),
      monthsLeft: account.held_months.items[index]!,
    }));
    const now = held.reduce((sum, { points }) => sum + points, 0);
    const total = earned.reduce((sum, points) => sum + points, 0);
    const pace = months_known > 0 ? Math.floor(total / months_known) : 0;
    const isKnown = months_known >= LEAST_MONTHS;
    const found = isKnown
      ? reachableBalances(held, earned, HORIZONS, {
          validityMonths: validities.get(JSON.stringify([programme_id, wallet])) ?? null,
          paths: PATHS,
          seed: JSON.stringify([programme_id, wallet, member_id]),
        })
      : undefined;
    const cells: Record<string, Cell> = {};
    for (const [index, months] of HORIZONS.entries()) {
      for (const quantile of QUANTILES)
        cells[`${quantile}_${months}`] = found ? BigInt(found[quantile][index]!) : null;
      cells[`straight_${months}`] = isKnown ? BigInt(now + months * pace) : null;
    }
    yield {
      programme_id,
      wallet,
      member_id,
      account_no,
      member_no,
      points_now: BigInt(now),
      points_per_month: isKnown ? BigInt(pace) : null,
      months_known,
      ...cells,
    } as Record<keyof typeof REACH, Cell>;
  }
}

/** Hundredths earned in each whole month that he was a member, oldest first, months without any included. */
function earnedByMonth({ months_known, earned_ago, earned_points }: Account): number[] {
  const earned = Array.from({ length: months_known }, () => 0);
  for (const [index, ago] of earned_ago.items.entries())
    if (ago < months_known) earned[months_known - 1 - ago] = Number(earned_points.items[index]!);
  return earned;
}

/**
 * `members.validities`: for how many months newly earned points count at least, per wallet; null: for life, or for as long as a member stays active.
 * Points that end with a calendar year are taken as earned on its last day.
 */
async function readValidities(
  build: Build,
): Promise<{ programme_id: string; wallet: string; validity_months: number | null }[]> {
  return rows(
    build.connection,
    `select policy.programme_id, policy.wallet,
       case when validity.kind in ('months', 'calendar') then validity.months end as validity_months
     from posting.wallet_policies as policy
     join posting.validities as validity using (policy_no)
     join meta.programmes as programme using (programme_id)
     where programme.ends_at >= validity.starts_at and programme.ends_at < validity.ends_at
     order by all`,
  );
}
