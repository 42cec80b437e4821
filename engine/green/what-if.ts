import { chooseFactor } from './choose-factor.ts';
import { isEmissionFactor, type Carrier, type EmissionFactor, type Factor } from './factor.ts';
import { CountedOnly, savingOf, type Attributes } from './formulae.ts';
import { microText, quantity, readMicro, type Quantity } from './quantity.ts';

/** Months that pieces of a product were in use in a province and year; refunds are negative. */
export interface MonthsInUse {
  readonly product_id: string;
  readonly category: string;
  /** First two digits of its code; empty where the region is not known. */
  readonly province: string;
  readonly year: number;
  /** Pieces × months as exact decimal text. */
  readonly piece_months: string;
}

/** What an estimate assumes; whatever is absent is as in the book. */
export interface Assumed {
  readonly lampHours: Quantity<'h/a'>;
  /** `national`: the country's factors only, as if no province had published its own. */
  readonly electricity: 'province' | 'national';
  /** Millionths of kg per kWh or m³, instead of any factor of the register. */
  readonly own: Readonly<Partial<Record<Carrier, bigint>>>;
}

/** An estimate of a category; exact decimal text of six decimals. */
export interface Estimate {
  readonly category: string;
  readonly units: string;
  readonly unit: 'kWh' | 'm3';
  readonly kg: string;
  readonly low: string;
  readonly high: string;
  /** Units for which there is no factor. */
  readonly units_without_factor: string;
}

interface Sums {
  units: bigint;
  unvalued: bigint;
  kg: bigint;
  low: bigint;
  high: bigint;
  unit: 'kWh' | 'm3';
}

/**
 * Estimates avoided emissions from months in use by given assumptions, exactly as a book is made by its own: with those of
 * the book the book's figures come out. Sums are exact and rounded once, to six decimals.
 */
export function estimate(
  inUse: readonly MonthsInUse[],
  attributes: ReadonlyMap<string, Attributes>,
  factors: readonly Factor[],
  assumed: Assumed,
): readonly Estimate[] {
  const usable = factors.filter((factor): factor is EmissionFactor => isEmissionFactor(factor));
  const sums = new Map<string, Sums>();
  for (const { product_id: productId, category, province, year, piece_months: pieceMonths } of inUse) {
    const saving = savingOrNothing(category, attributes.get(productId) ?? {}, assumed);
    if (!saving) continue;
    const { carrier, monthly } = saving;
    const place = carrier === 'electricity' && assumed.electricity === 'national' ? '' : province;
    const [value, low, high] = factorOf(usable, carrier, place, year, assumed.own[carrier]);
    // Millionths of a piece and month × millionths of a unit, and × millionths of a kilogram: 10⁻¹² and 10⁻¹⁸.
    const units = readMicro(pieceMonths)! * monthly.micro;
    const isNegative = monthly.micro < 0n;
    const held = sums.get(category) ?? {
      units: 0n,
      unvalued: 0n,
      kg: 0n,
      low: 0n,
      high: 0n,
      unit: monthly.unit,
    };
    sums.set(category, {
      unit: held.unit,
      units: held.units + units,
      unvalued: held.unvalued + (value === undefined ? units : 0n),
      kg: held.kg + units * (value ?? 0n),
      low: held.low + units * ((isNegative ? high : low) ?? 0n),
      high: held.high + units * ((isNegative ? low : high) ?? 0n),
    });
  }
  return [...sums]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([category, { units, unvalued, kg, low, high, unit }]) => ({
      category,
      unit,
      units: microText(rounded(units, 1_000_000n)),
      units_without_factor: microText(rounded(unvalued, 1_000_000n)),
      kg: microText(rounded(kg, 1_000_000_000_000n)),
      low: microText(rounded(low, 1_000_000_000_000n)),
      high: microText(rounded(high, 1_000_000_000_000n)),
    }));
}

function savingOrNothing(category: string, attributes: Attributes, { lampHours }: Assumed) {
  try {
    return savingOf(category, attributes, { lampHours });
  } catch (error) {
    if (error instanceof CountedOnly) return undefined;
    throw error;
  }
}

/** The factor with the smallest and largest that could stand for it; none where the register has none. */
function factorOf(
  factors: readonly EmissionFactor[],
  carrier: Carrier,
  province: string,
  year: number,
  own: bigint | undefined,
): readonly (bigint | undefined)[] {
  if (own !== undefined) return [own, own, own];
  const chosen = chooseFactor(
    factors.filter((factor) => factor.carrier === carrier),
    province,
    year,
  );
  return [chosen?.factor.micro, chosen?.low.micro, chosen?.high.micro];
}

/** Half away from zero. */
function rounded(value: bigint, divisor: bigint): bigint {
  const half = divisor / 2n;
  return value < 0n ? -((-value + half) / divisor) : (value + half) / divisor;
}

/** Sums of estimates: units by what is saved, kilograms of all. */
export function totalsOf(
  estimates: readonly Estimate[],
): Readonly<Record<'kwh' | 'm3' | 'kg' | 'low' | 'high', string>> {
  const sum = (pick: (each: Estimate) => string) =>
    microText(estimates.reduce((total, each) => total + readMicro(pick(each))!, 0n));
  const of = (unit: 'kWh' | 'm3') => sum((each) => (each.unit === unit ? each.units : '0'));
  return {
    kwh: of('kWh'),
    m3: of('m3'),
    kg: sum(({ kg }) => kg),
    low: sum(({ low }) => low),
    high: sum(({ high }) => high),
  };
}

/** Hours of a year as a quantity. */
export const lampHours = (hours: number): Quantity<'h/a'> => quantity('h/a', BigInt(hours) * 1_000_000n);
