/**
 * An estimate as it is stored: rounded to 10 significant digits, so that the last bits of a double, which differ between
 * machines and orders of summation, never reach a book. Exact figures (points, money) do not pass through here.
 */
export function significant(estimate: number): number {
  if (!Number.isFinite(estimate)) throw new Error(`An estimate must be a finite number, not ${estimate}.`);
  // Adding zero turns -0 into 0: they are the same estimate and must be the same text.
  return Number(estimate.toPrecision(10)) + 0;
}

/** As {@link significant}, and null stays null: an error bar that the data cannot carry. */
export function significantOrNull(estimate: number | null): number | null {
  return estimate === null ? null : significant(estimate);
}
