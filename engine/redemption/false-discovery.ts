/**
 * q-values by Benjamini and Hochberg (1995): calling everything with q ≤ 0.05 a discovery keeps the expected share of
 * false ones at 5 %, however many were looked at. null (no test possible) stays null and does not count.
 *
 * @param pValues of one family of comparisons, in any order
 * @returns q-values in the same order; doubles
 */
export function falseDiscoveryRates(pValues: readonly (number | null)[]): (number | null)[] {
  const tested = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }]));
  tested.sort((left, right) => right.p - left.p || right.index - left.index);
  const rates: (number | null)[] = pValues.map(() => null);
  let smallest = 1;
  for (const [place, { p, index }] of tested.entries()) {
    smallest = Math.min(smallest, (p * tested.length) / (tested.length - place));
    rates[index] = smallest;
  }
  return rates;
}
