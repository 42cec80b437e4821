import { accumulate, triangle, type Triangle } from './triangle.ts';

/** What happened to the points of one vintage in one month; months count from year 0, points are whole hundredths. */
export interface VintageFact {
  readonly vintage: number;
  readonly month: number;
  /** The month in which it became known, never before `month`. */
  readonly known: number;
  /** Opened less reversed. */
  readonly issued: number;
  /** Redeemed less given back. */
  readonly redeemed: number;
  /** Left without being redeemed or reversed: expired, forfeited, adjusted away, paid for other debts. */
  readonly gone: number;
}

/** The triangles of a wallet as they were known in a month. Cells are cumulative points. */
export interface WalletTriangle {
  /** Month of each origin, the oldest first. */
  readonly vintages: readonly number[];
  /** Net of reversals, in points. */
  readonly issued: readonly number[];
  readonly redeemed: Triangle;
  readonly gone: Triangle;
}

/**
 * The complete cells of a wallet's triangles, from what was known through month `known`. The vintages of months after
 * `lastComplete` have no cell yet and are left out, as are vintages of which nothing is left after reversals.
 * Undefined where no vintage has a complete cell.
 */
export function walletTriangle(
  facts: readonly VintageFact[],
  known: number,
  lastComplete: number,
): WalletTriangle | undefined {
  const issuedOf = new Map<number, number>();
  const seen = facts.filter((fact) => fact.known <= known && fact.vintage <= lastComplete);
  for (const fact of seen) issuedOf.set(fact.vintage, (issuedOf.get(fact.vintage) ?? 0) + fact.issued);
  const vintages = [...issuedOf.keys()].filter((vintage) => issuedOf.get(vintage)! > 0).sort((a, b) => a - b);
  if (vintages.length === 0) return undefined;
  const rows = new Map(vintages.map((vintage, row) => [vintage, row]));
  const empty = () => vintages.map((vintage) => new Array<number>(lastComplete - vintage + 1).fill(0));
  const [redeemed, gone] = [empty(), empty()];
  for (const fact of seen) {
    const row = rows.get(fact.vintage);
    if (row === undefined || fact.month > lastComplete) continue;
    redeemed[row]![fact.month - fact.vintage]! += fact.redeemed;
    gone[row]![fact.month - fact.vintage]! += fact.gone;
  }
  const origins = vintages.map(monthText);
  const ages = redeemed[0]!.map((_, age) => String(age));
  const points = (cells: number[][]) => accumulate(cells).map((row) => row.map((cell) => cell / 100));
  return {
    vintages,
    issued: vintages.map((vintage) => issuedOf.get(vintage)! / 100),
    redeemed: triangle(origins, ages, points(redeemed)),
    gone: triangle(origins, ages, points(gone)),
  };
}

/** `2024-03` of a month counted from year 0. */
export function monthText(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}
