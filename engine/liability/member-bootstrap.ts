import { seeded } from '../seeded.ts';

/** The spread of a statistic over replicates. */
export interface Spread {
  readonly mean: number;
  readonly standardError: number;
  /** The 2.5 % and 97.5 % quantiles (linear between order statistics). */
  readonly low: number;
  readonly high: number;
}

/**
 * Bootstrap by member (Efron 1979, whole members as clusters): each replicate draws as many members as there are, with
 * replacement, and the statistics are computed anew with every member counted as often as drawn. Members, not points or
 * lots, are what varies: one large member moves everything it holds.
 *
 * @param members number of members
 * @param statistics gets how often each member was drawn (reused between calls) and gives the same number of figures
 *   each time; a figure that does not exist in a replicate is NaN and left out of its spread
 * @param seed any text; the same seed gives the same replicates on every machine
 * @returns one spread per figure, null where fewer than two replicates had it; doubles
 */
export function bootstrapByMember(
  members: number,
  statistics: (drawn: Uint32Array) => readonly number[],
  options: { replicates: number; seed: string },
): (Spread | null)[] {
  const random = seeded(`bootstrap/${options.seed}`);
  const drawn = new Uint32Array(members);
  const seen: number[][] = [];
  for (let replicate = 0; replicate < options.replicates; replicate++) {
    drawn.fill(0);
    for (let i = 0; i < members; i++) drawn[random.below(members)]!++;
    statistics(drawn).forEach((figure, i) => (seen[i] ??= []).push(figure));
  }
  return seen.map((figures) => spread(figures.filter((figure) => !Number.isNaN(figure))));
}

function spread(figures: number[]): Spread | null {
  if (figures.length < 2) return null;
  let total = 0;
  for (const each of figures) total += each;
  const mean = total / figures.length;
  let squares = 0;
  for (const each of figures) squares += (each - mean) ** 2;
  const sorted = Float64Array.from(figures).sort();
  return {
    mean,
    standardError: Math.sqrt(squares / (figures.length - 1)),
    low: quantile(sorted, 0.025),
    high: quantile(sorted, 0.975),
  };
}

/** Quantile of ascending numbers, linear between neighbours (type 7 of Hyndman and Fan 1996). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

/** Additive figures of members in columns of equal length: whose, of which origin, at which age, how many points. */
export interface MemberCells {
  /** 0 … members − 1. */
  readonly member: ArrayLike<number>;
  /** Row of the triangle. */
  readonly origin: ArrayLike<number>;
  /** Column of the triangle. */
  readonly age: ArrayLike<number>;
  readonly issued: ArrayLike<number>;
  readonly redeemed: ArrayLike<number>;
}

/**
 * The increments and the issued points of the triangle in which member m counts `drawn[m]` times: what `statistics` of
 * {@link bootstrapByMember} needs. Issued points may stand in any age's row. Cells beyond `lengths[origin]` are unobserved
 * and must not occur.
 */
export function weightedCells(
  cells: MemberCells,
  lengths: readonly number[],
  drawn: ArrayLike<number>,
): { increments: number[][]; issued: number[] } {
  const increments = lengths.map((length) => new Array<number>(length).fill(0));
  const issued = lengths.map(() => 0);
  for (let i = 0; i < cells.member.length; i++) {
    const times = drawn[cells.member[i]!]!;
    if (times === 0) continue;
    const row = increments[cells.origin[i]!]!;
    const age = cells.age[i]!;
    if (age >= row.length)
      throw new Error(`A member's cell lies outside the triangle (origin ${cells.origin[i]}, age ${age}).`);
    row[age]! += times * cells.redeemed[i]!;
    issued[cells.origin[i]!]! += times * cells.issued[i]!;
  }
  return { increments, issued };
}
