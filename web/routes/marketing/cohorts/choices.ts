/** What the address may say of a grid, with its defaults; the words stand in the messages. */
export const GRIDS = ['month', 'quarter', 'year'] as const;
export const BASES = ['first_purchase', 'first_event'] as const;
export const MEASURES = ['active', 'earning', 'redeeming', 'points', 'value'] as const;
export type Grid = (typeof GRIDS)[number];
export type Measure = (typeof MEASURES)[number];

/** The choices of an address. */
export function choicesOf(query: Readonly<Record<string, string>>) {
  return {
    grid: GRIDS.find((each) => each === query.grid) ?? 'quarter',
    basis: BASES.find((each) => each === query.basis) ?? 'first_purchase',
    measure: MEASURES.find((each) => each === query.measure) ?? 'active',
  };
}

/** A cohort by its first month, as it is called: `2025-04` is `2025-04`, `2025 Q2` or `2025`. */
export function cohortName(cohort: string, grid: Grid): string {
  const [year, month] = cohort.split('-') as [string, string];
  if (grid === 'month') return cohort;
  return grid === 'year' ? year : `${year} Q${Math.floor((Number(month) - 1) / 3) + 1}`;
}
