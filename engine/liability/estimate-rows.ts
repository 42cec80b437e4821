import { aalenJohansen, designEffect, type AgeCounts } from './aalen-johansen.ts';
import { sum } from './estimate.ts';
import { bootstrapByMember } from './member-bootstrap.ts';
import { NotEstimable } from './not-estimable.ts';
import { significant, significantOrNull } from './significant.ts';
import { increments, latest, observedAt } from './triangle.ts';
import { ultimateBy, type Method } from './ultimate.ts';
import type { MonthEstimate } from './wallet-history.ts';
import type { WalletTriangle } from './wallet-triangle.ts';

const METHODS: readonly Method[] = [
  'additive',
  'chain_ladder',
  'chain_ladder_loglinear',
  'bornhuetter_ferguson',
  'booked',
];
const REPLICATES = 400;

/** One row of liability.estimates; a row without vintage is of all vintages together. Points and rates as doubles. */
export interface EstimateRow {
  readonly vintage: number | null;
  readonly method: Method | 'aalen_johansen' | 'bootstrap';
  readonly issued: number;
  readonly redeemed: number;
  readonly ultimate: number | null;
  readonly rate: number | null;
  readonly standardError: number | null;
  /** `ok`, or why the method gives no estimate. */
  readonly status: string;
  readonly isChosen: boolean;
}

/** Points of a group of members: redeemed by age, issued by vintage (month counted from year 0). */
export interface MemberGroup {
  readonly redeemed: ReadonlyMap<number, number>;
  readonly issued: ReadonlyMap<number, number>;
}

/** What the second opinions need beside the triangle. */
export interface Opinions {
  /** Points of each origin lot squared, summed; and the points. */
  readonly squares: number;
  readonly opened: number;
  readonly groups: readonly MemberGroup[];
  /** Names the random numbers of the bootstrap. */
  readonly seed: string;
}

/** All methods' estimates of a wallet at one date, beside the one that counts. */
export function estimateRows(estimate: MonthEstimate, opinions: Opinions): EstimateRow[] {
  const { triangle, assumptions, ultimate } = estimate;
  if (!triangle) return [];
  const rows = METHODS.flatMap((method) =>
    attempt(triangle, method, ultimate?.method === method, () => {
      const found = ultimateBy(method, triangle, assumptions);
      return {
        ultimate: triangle.vintages.map((vintage) => found.points.get(vintage)!),
        errors: triangle.vintages.map((vintage) => found.standardError.get(vintage)!),
        total: found.totalStandardError,
      };
    }),
  );
  if (ultimate?.method === 'no_breakage') {
    rows.push(...attempt(triangle, 'no_breakage', true, () => withoutErrors(triangle, triangle.issued)));
  }
  rows.push(
    ...attempt(triangle, 'aalen_johansen', false, () =>
      competingRisks(triangle, opinions, assumptions.breakageOfLifetime),
    ),
  );
  rows.push(...attempt(triangle, 'bootstrap', false, () => bootstrapped(triangle, opinions, estimate)));
  return rows;
}

interface Found {
  readonly ultimate: readonly number[];
  readonly errors: readonly (number | null)[];
  readonly total: number | null;
}

function attempt(
  triangle: WalletTriangle,
  method: EstimateRow['method'],
  isChosen: boolean,
  find: () => Found,
): EstimateRow[] {
  const redeemed = latest(triangle.redeemed);
  const [allIssued, allRedeemed] = [sum(triangle.issued), sum(redeemed)];
  let found: Found;
  try {
    found = find();
  } catch (error) {
    if (!(error instanceof NotEstimable)) throw error;
    const nothing = { ultimate: null, rate: null, standardError: null };
    return [
      {
        vintage: null,
        method,
        issued: allIssued,
        redeemed: allRedeemed,
        ...nothing,
        status: error.reason,
        isChosen,
      },
    ];
  }
  const row = (
    vintage: number | null,
    issued: number,
    spent: number,
    ultimate: number,
    error: number | null,
  ) => ({
    vintage,
    method,
    issued,
    redeemed: spent,
    ultimate: significant(ultimate),
    rate: significant(ultimate / issued),
    standardError: significantOrNull(error),
    status: 'ok',
    isChosen,
  });
  return [
    row(null, allIssued, allRedeemed, sum(found.ultimate), found.total),
    ...triangle.vintages.map((vintage, i) =>
      row(vintage, triangle.issued[i]!, redeemed[i]!, found.ultimate[i]!, found.errors[i]!),
    ),
  ];
}

function withoutErrors(triangle: WalletTriangle, ultimate: readonly number[]): Found {
  return { ultimate, errors: triangle.vintages.map(() => null), total: null };
}

/**
 * Redemption with expiry as competing risk: a vintage's outstanding points are redeemed in the end with the probability
 * that the curve still gives from its age on. The error is of the curve's end, by whole lots.
 */
function competingRisks(triangle: WalletTriangle, opinions: Opinions, breakageOfLifetime: number): Found {
  const [redeemed, gone] = [increments(triangle.redeemed), increments(triangle.gone)];
  const ages: AgeCounts[] = redeemed[0]!.map((_, age) => {
    const at = (rows: readonly (readonly number[])[]) => sum(rows.map((row) => row[age] ?? 0));
    const ending = triangle.vintages.map((_vintage, i) =>
      redeemed[i]!.length - 1 === age ? left(triangle, i) : 0,
    );
    return {
      age,
      redeemed: Math.max(0, at(redeemed)),
      expired: Math.max(0, at(gone)),
      censored: sum(ending),
    };
  });
  const effect = opinions.opened > 0 ? designEffect([opinions.squares / opinions.opened]) : 1;
  const curve = aalenJohansen(ages, effect);
  const end = curve.at(-1);
  if (!end) throw new NotEstimable('nothing_at_risk', 'Nothing has been redeemed or has expired yet.');
  const reached = end.redeemed + end.outstanding * (1 - breakageOfLifetime);
  const ultimate = triangle.vintages.map((_, i) => {
    const age = redeemed[i]!.length - 1;
    const here = curve.findLast((step) => step.age <= age) ?? { redeemed: 0, outstanding: 1 };
    const conditional = here.outstanding > 0 ? (reached - here.redeemed) / here.outstanding : 0;
    return (
      triangle.redeemed.cumulative[i]!.at(-1)! + left(triangle, i) * Math.min(1, Math.max(0, conditional))
    );
  });
  return {
    ...withoutErrors(triangle, ultimate),
    total: end.redeemedError * sum(triangle.issued),
  };
}

/** Neither redeemed nor gone at the last observed age. */
function left(triangle: WalletTriangle, i: number): number {
  return Math.max(
    0,
    triangle.issued[i]! - triangle.redeemed.cumulative[i]!.at(-1)! - triangle.gone.cumulative[i]!.at(-1)!,
  );
}

/**
 * The additive method's spread when members are drawn anew: for each vintage what its ages to come add, and for all
 * vintages together. Members come in groups that are drawn as one.
 */
function bootstrapped(triangle: WalletTriangle, opinions: Opinions, estimate: MonthEstimate): Found {
  const chosen = ultimateBy('additive', triangle, estimate.assumptions);
  const ages = triangle.redeemed.ages.map((_, age) => age);
  const observed = ages.map((age) => observedAt(triangle.redeemed, age));
  const groups = opinions.groups.map((group) => ({
    redeemed: ages.map((age) => group.redeemed.get(age) ?? 0),
    issued: triangle.vintages.map((vintage) => group.issued.get(vintage) ?? 0),
  }));
  const spreads = bootstrapByMember(
    groups.length,
    (drawn) => {
      const redeemed = weighted(drawn, groups, (group) => group.redeemed);
      const issued = weighted(drawn, groups, (group) => group.issued);
      // The oldest so many vintages have been observed at an age.
      let exposure = 0;
      const exposures = [0, ...issued.map((points) => (exposure += points))];
      const rates = ages.map((age) => {
        const base = exposures[observed[age]!]!;
        return base > 0 ? redeemed[age]! / base : Number.NaN;
      });
      const toCome = triangle.vintages.map(
        (_, i) => sum(rates.slice(triangle.redeemed.cumulative[i]!.length)) * triangle.issued[i]!,
      );
      return [...toCome, sum(toCome)];
    },
    { replicates: REPLICATES, seed: opinions.seed },
  );
  const errors = spreads.map((spread) => spread?.standardError ?? null);
  return {
    ultimate: triangle.vintages.map((vintage) => chosen.points.get(vintage)!),
    errors: triangle.vintages.map((_, i) => errors[i] ?? null),
    total: errors[triangle.vintages.length] ?? null,
  };
}

/** Sums of the groups' figures, each group counted as often as it was drawn. */
function weighted<Group>(
  drawn: Uint32Array,
  groups: readonly Group[],
  figures: (group: Group) => readonly number[],
): number[] {
  const sums: number[] = [];
  groups.forEach((group, i) => {
    figures(group).forEach((figure, k) => (sums[k] = (sums[k] ?? 0) + drawn[i]! * figure));
  });
  return sums;
}
