/**
 * q-values by Benjamini and Hochberg (1995): calling everything with q ≤ 0.05 a discovery keeps the expected share of
 * false ones at 5 %, however many were looked at. null (no test possible) stays null and does not count.
 *
 * @param pValues of one family of comparisons, in any order
 * @param counts how many comparisons each of them stands for; default one
 * @returns q-values in the same order; doubles
 */
export function falseDiscoveryRates(
  pValues: readonly (number | null)[],
  counts: readonly number[] = pValues.map(() => 1),
): (number | null)[] {
  const tested = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }]));
  tested.sort((left, right) => right.p - left.p || right.index - left.index);
  const total = tested.reduce((sum, { index }) => sum + counts[index]!, 0);
  let notLarger = total;
  const rates: (number | null)[] = pValues.map(() => null);
  let smallest = 1;
  for (const { p, index } of tested) {
    smallest = Math.min(smallest, (p * total) / notLarger);
    notLarger -= counts[index]!;
    rates[index] = smallest;
  }
  return rates;
}
