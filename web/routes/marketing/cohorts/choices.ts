/** What the address may say of a grid, with its defaults; the words stand in the messages. */
export const GRIDS = ['week', 'month', 'quarter', 'year'] as const;
export const BASES = ['first_purchase', 'first_event'] as const;
export const MEASURES = ['active', 'earning', 'redeeming', 'points', 'value'] as const;
/** By what members of a grid can be chosen. */
export const TRAITS = ['tier', 'region', 'merchant', 'credit_tier', 'age_band', 'reason'] as const;
export type Grid = (typeof GRIDS)[number];
export type Measure = (typeof MEASURES)[number];
export type Trait = (typeof TRAITS)[number];
/** How the API names members of whom a trait is not known. */
export const UNKNOWN = '(none)';

/** The choices of an address. */
export function choicesOf(query: Readonly<Record<string, string>>) {
  return {
    grid: GRIDS.find((each) => each === query.grid) ?? 'quarter',
    basis: BASES.find((each) => each === query.basis) ?? 'first_purchase',
    measure: MEASURES.find((each) => each === query.measure) ?? 'active',
  };
}

/** The traits that an address chooses by. */
export function traitsOf(query: Readonly<Record<string, string>>): Partial<Record<Trait, string>> {
  return Object.fromEntries(TRAITS.flatMap((trait) => (query[trait] ? [[trait, query[trait]]] : [])));
}

/** The other side of a comparison: `tier:gold`, or `all`; undefined where nothing is compared. */
export function rivalOf(against: string | undefined): Partial<Record<Trait, string>> | undefined {
  if (!against) return undefined;
  if (against === 'all') return {};
  const [trait, ...value] = against.split(':');
  const known = TRAITS.find((each) => each === trait);
  return known && value.length > 0 ? { [known]: value.join(':') } : undefined;
}

/** As many months before those of an address; undefined where it does not name both ends. */
export function spanBefore(
  query: Readonly<Record<string, string>>,
): { readonly from: string; readonly to: string } | undefined {
  const [from, to] = [query.from, query.to].map((month) =>
    month && /^\d{4}-\d\d$/.test(month) ? Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 : null,
  );
  if (from == null || to == null || to < from) return undefined;
  const text = (month: number) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  return { from: text(2 * from - to - 1), to: text(from - 1) };
}

/** A cohort as it is called: `2025-04` is `2025-04`, `2025 Q2` or `2025`; a week is its Monday. */
export function cohortName(cohort: string, grid: Grid): string {
  const [year, month] = cohort.split('-') as [string, string];
  if (grid === 'month' || grid === 'week') return cohort;
  return grid === 'year' ? year : `${year} Q${Math.floor((Number(month) - 1) / 3) + 1}`;
}
