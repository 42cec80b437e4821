import type { Carrier, EmissionFactor } from './factor.ts';

/** The factor that a year in use in a province is booked with, and the range of those that could stand for it. */
export interface FactorChoice<C extends Carrier = Carrier> {
  readonly factor: EmissionFactor<C>;
  readonly low: EmissionFactor<C>;
  readonly high: EmissionFactor<C>;
  /** The register has no factor of that year itself. */
  readonly isOtherYear: boolean;
}

/**
 * Chooses for a year in use: that year's factor, the province's before the country's; else the latest before it; before
 * all of them the earliest. The range spans every factor of the same carrier that could stand in its place: the
 * province's and the country's, of the chosen year and of the years beside it.
 *
 * @param province First two digits of the GB/T 2260 code; empty where the region of use is not known.
 */
export function chooseFactor<C extends Carrier>(
  register: readonly EmissionFactor<C>[],
  province: string,
  year: number,
): FactorChoice<C> | undefined {
  const usable = register
    .filter((factor) => factor.province === '' || factor.province === province)
    .sort((left, right) => left.year - right.year || compare(left.province, right.province));
  const factor = usable.filter((each) => each.year <= year).at(-1) ?? earliest(usable);
  if (!factor) return undefined;
  const alternatives = usable
    .filter((each) => Math.abs(each.year - factor.year) <= 1)
    .sort((left, right) => (left.micro < right.micro ? -1 : left.micro > right.micro ? 1 : 0));
  return {
    factor,
    low: alternatives[0]!,
    high: alternatives.at(-1)!,
    isOtherYear: factor.year !== year,
  };
}

/** Of the first year, the province's before the country's. */
function earliest<C extends Carrier>(sorted: readonly EmissionFactor<C>[]): EmissionFactor<C> | undefined {
  return sorted.filter((each) => each.year === sorted[0]?.year).at(-1);
}

const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
