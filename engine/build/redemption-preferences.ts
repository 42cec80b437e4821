import { groupedBy } from '../grouped-by.ts';
import type { DuckDBConnection } from '../database.server.ts';
import { significant, significantOrNull } from '../liability/significant.ts';
import { falseDiscoveryRates } from '../redemption/false-discovery.ts';
import { indifferenceRatio, type Indifference } from '../redemption/indifference.ts';
import { shareRatio, wilsonInterval } from '../redemption/intervals.ts';
import { suggest } from '../redemption/suggestion.ts';
import {
  keyOf,
  readChoices,
  readDelays,
  readNames,
  readPreferenceCounts,
  readRewards,
  readSizes,
  type NameFacts,
  type PreferenceCount,
  type RewardFacts,
} from './redemption-inputs.ts';
import { policiesOf, readMemberPolicies } from './member-policies.ts';
import type { MemberPolicies } from '../members/policies.ts';
import { writeRows, type Cell, type ColumnKind } from './write-rows.ts';

const PREFERENCES = {
  programme_id: 'text',
  wallet: 'text',
  dimension: 'text',
  segment: 'text',
  level: 'text',
  category: 'text',
  kind: 'text',
  item: 'text',
  merchant_id: 'text',
  name: 'text',
  exposure: 'text',
  members: 'integer',
  affordable_members: 'integer',
  members_chosen: 'integer',
  members_redeemed: 'integer',
  redemptions: 'integer',
  points: 'points',
  share: 'estimate',
  share_low: 'estimate',
  share_high: 'estimate',
  lift: 'estimate',
  lift_low: 'estimate',
  lift_high: 'estimate',
  p_value: 'estimate',
  q_value: 'estimate',
  choices: 'integer',
  choices_expected: 'estimate',
  points_value: 'value',
  redemptions_recent: 'integer',
  redemptions_previous: 'integer',
  trend: 'estimate',
  peak_quarter: 'integer',
  peak_index: 'estimate',
  days_to_redeem: 'integer',
} as const satisfies Record<string, ColumnKind>;
type Preference = Record<keyof typeof PREFERENCES, Cell>;

const SUGGESTIONS = {
  programme_id: 'text',
  wallet: 'text',
  item: 'text',
  advice: 'text',
  reason: 'text',
  is_in_stock: 'flag',
  cost_per_point: 'estimate',
  booked_cost: 'estimate',
} as const satisfies Record<string, ColumnKind>;

/** Fewer redemptions in whole years: nothing is said of the season. */
const FEWEST_FOR_SEASON = 40;

interface Compared {
  readonly row: PreferenceCount;
  readonly size: number;
  readonly exposure: 'known' | 'unknown';
  readonly hits: number;
  readonly of: number;
  readonly lift: { ratio: number | null; low: number; high: number; pValue: number | null };
  readonly choice: Indifference | null;
}

/**
 * Writes `redemption.preferences` (one row per wallet, trait, segment, level and name) and `redemption.suggestions` (one per
 * reward on offer). For all members the ratio is that of choices to indifference; for a segment, that of its share to the share
 * of everybody else whose trait is known. False discoveries are controlled within each wallet, trait and level.
 */
export async function writePreferences(connection: DuckDBConnection): Promise<void> {
  const counts = await readPreferenceCounts(connection);
  const sizes = await readSizes(connection);
  const choices = await readChoices(connection);
  const names = await readNames(connection);
  const rewards = await readRewards(connection);
  const delays = await readDelays(connection);
  const policies = await readMemberPolicies(connection);

  const named = groupedBy(counts, (row) =>
    keyOf(row.programme_id, row.wallet, row.dimension, row.level, row.key),
  );
  const sizeOf = (row: PreferenceCount) =>
    sizes.get(keyOf(row.programme_id, row.wallet, row.dimension, row.segment)) ?? 0;
  const wholeOf = (row: PreferenceCount) =>
    [...sizes].reduce((sum, [key, members]) => {
      const [programme, wallet, dimension] = JSON.parse(key) as string[];
      const isSame = programme === row.programme_id && wallet === row.wallet && dimension === row.dimension;
      return isSame ? sum + members : sum;
    }, 0);
  const wholes = new Map<string, number>();
  const everyone = (row: PreferenceCount) => {
    const key = keyOf(row.programme_id, row.wallet, row.dimension);
    if (!wholes.has(key)) wholes.set(key, wholeOf(row));
    return wholes.get(key)!;
  };

  const compared = counts.map((row): Compared => {
    const all = named.get(keyOf(row.programme_id, row.wallet, row.dimension, row.level, row.key))!;
    const sum = (pick: (each: PreferenceCount) => number) =>
      all.reduce((total, each) => total + pick(each), 0);
    const isKnown = sum((each) => each.members_affordable) > 0;
    const size = sizeOf(row);
    const [hits, of] = isKnown ? [row.members_chosen, row.members_affordable] : [row.members_redeemed, size];
    const allHits = sum((each) => (isKnown ? each.members_chosen : each.members_redeemed));
    const allOf = isKnown ? sum((each) => each.members_affordable) : everyone(row);
    const choice =
      row.dimension === 'all'
        ? indifferenceRatio(choices.get(keyOf(row.programme_id, row.wallet, row.level, row.key)) ?? [])
        : null;
    return {
      row,
      size,
      exposure: isKnown ? 'known' : 'unknown',
      hits,
      of,
      lift: choice ?? shareRatio(hits, of, allHits - hits, allOf - of),
      choice,
    };
  });
  const rates = familyRates(compared);
  const preferences = compared.map((each, index) =>
    preferenceRow(each, rates[index]!, { names, rewards, delays }),
  );
  await writeRows(connection, 'redemption.preferences', PREFERENCES, preferences);
  await writeRows(
    connection,
    'redemption.suggestions',
    SUGGESTIONS,
    suggestionRows(rewards, preferences, policies),
  );
}

/** q-values of families of tests: one wallet, trait and level each. */
function familyRates(compared: readonly Compared[]): (number | null)[] {
  const rates: (number | null)[] = compared.map(() => null);
  const families = groupedBy(
    compared.map((each, index) => ({ ...each, index })),
    ({ row }) => keyOf(row.programme_id, row.wallet, row.dimension, row.level),
  );
  for (const family of families.values()) {
    const found = falseDiscoveryRates(family.map(({ lift }) => lift.pValue));
    for (const [place, { index }] of family.entries()) rates[index] = found[place]!;
  }
  return rates;
}

interface Facts {
  readonly names: ReadonlyMap<string, NameFacts>;
  readonly rewards: ReadonlyMap<string, RewardFacts>;
  readonly delays: ReadonlyMap<string, number>;
}

function preferenceRow(compared: Compared, rate: number | null, facts: Facts): Preference {
  const { row, size, exposure, hits, of, lift, choice } = compared;
  const reward =
    row.level === 'item' ? facts.rewards.get(keyOf(row.programme_id, row.wallet, row.key)) : undefined;
  const isWhole = row.dimension === 'all';
  const key = keyOf(row.programme_id, row.wallet, row.level, row.key);
  const name = facts.names.get(key);
  const whole = facts.names.get(keyOf(row.programme_id, row.wallet, 'all', ''));
  const { low, high } = wilsonInterval(hits, of);
  const season = isWhole && name && whole ? peakOf(name.quarters, whole.quarters) : null;
  const finite = (value: number) =>
    lift.ratio === null || !Number.isFinite(value) ? null : significant(value);
  return {
    programme_id: row.programme_id,
    wallet: row.wallet,
    dimension: row.dimension,
    segment: row.segment,
    level: row.level,
    category: row.level === 'category' ? row.key : (reward?.category ?? null),
    kind: row.level === 'kind' ? row.key : (reward?.kind ?? null),
    item: row.level === 'item' ? row.key : null,
    merchant_id: row.level === 'merchant' ? row.key : (reward?.merchant ?? null),
    name: reward?.name ?? null,
    exposure,
    members: size,
    affordable_members: exposure === 'known' ? row.members_affordable : null,
    members_chosen: hits,
    members_redeemed: row.members_redeemed,
    redemptions: row.redemptions,
    points: row.points,
    share: of > 0 ? significant(hits / of) : null,
    share_low: of > 0 ? significant(low) : null,
    share_high: of > 0 ? significant(high) : null,
    lift: finite(lift.ratio ?? Number.NaN),
    lift_low: finite(lift.low),
    lift_high: finite(lift.high),
    p_value: significantOrNull(lift.pValue),
    q_value: significantOrNull(rate),
    choices: choice?.chosen ?? null,
    choices_expected: choice ? significant(choice.expected) : null,
    points_value: name?.value ?? null,
    redemptions_recent: isWhole ? (name?.recent ?? 0) : null,
    redemptions_previous: isWhole ? (name?.previous ?? 0) : null,
    trend: isWhole && name && whole ? trendOf(name, whole) : null,
    peak_quarter: season?.quarter ?? null,
    peak_index: season?.index ?? null,
    days_to_redeem: isWhole ? (facts.delays.get(key) ?? null) : null,
  };
}

/** Share of the wallet's redemptions in the last twelve months ÷ in the twelve before; null without both. */
function trendOf(name: NameFacts, whole: NameFacts): number | null {
  if (name.previous === 0 || whole.recent === 0) return null;
  return significant(name.recent / whole.recent / (name.previous / whole.previous));
}

/** The quarter in which it is redeemed most beside what else is, and how many times oftener than over the year. */
function peakOf(own: readonly number[], all: readonly number[]): { quarter: number; index: number } | null {
  const sum = (counts: readonly number[]) => counts.reduce((total, each) => total + each, 0);
  if (sum(own) < FEWEST_FOR_SEASON || all.some((each) => each === 0)) return null;
  const overall = sum(own) / sum(all);
  const indices = own.map((each, quarter) => each / all[quarter]! / overall);
  const index = Math.max(...indices);
  return { quarter: indices.indexOf(index) + 1, index: significant(index) };
}

function suggestionRows(
  rewards: ReadonlyMap<string, RewardFacts>,
  preferences: readonly Preference[],
  policies: ReadonlyMap<string, MemberPolicies>,
): Record<keyof typeof SUGGESTIONS, Cell>[] {
  const found = new Map(
    preferences
      .filter((each) => each.dimension === 'all' && each.level === 'item')
      .map((each) => [keyOf(each.programme_id as string, each.wallet as string, each.item as string), each]),
  );
  return [...rewards].flatMap(([key, reward]) => {
    if (!reward.isCurrent) return [];
    const [programmeId, wallet, item] = JSON.parse(key) as [string, string | null, string];
    const numbers = found.get(key);
    const policy = policiesOf(policies, programmeId);
    const { advice, reason } = suggest(
      {
        affordable: wallet === null ? null : numbers ? (numbers.affordable_members as number | null) : 0,
        ratio: (numbers?.lift as number | undefined) ?? null,
        qValue: (numbers?.q_value as number | undefined) ?? null,
        isInStock: reward.isInStock,
        relativeCost:
          reward.costPerPoint !== null && reward.bookedCost ? reward.costPerPoint / reward.bookedCost : null,
      },
      {
        fewestAffording: policy.suggestion_members,
        highestRate: policy.suggestion_percent / 100,
        dear: policy.dear_percent / 100,
      },
    );
    return [
      {
        programme_id: programmeId,
        wallet,
        item,
        advice,
        reason,
        is_in_stock: reward.isInStock,
        cost_per_point: significantOrNull(reward.costPerPoint),
        booked_cost: significantOrNull(reward.bookedCost),
      },
    ];
  });
}
