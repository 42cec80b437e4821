/**
 * Physical quantities as whole millionths of their unit, with the unit in the type: what does not fit together does not
 * compile, and nothing passes through a float.
 */
export type Unit = 'W' | 'h/a' | 'kWh' | 'kWh/a' | 'm3' | 'm3/a' | 'a' | 'kgCO2';

export interface Quantity<U extends Unit> {
  readonly unit: U;
  /** Millionths of the unit; differences may be negative. */
  readonly micro: bigint;
}

const ONE = 1_000_000n;
const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/;

export const quantity = <U extends Unit>(unit: U, micro: bigint): Quantity<U> => ({ unit, micro });

/** A decimal text of up to six decimals as millionths; undefined where it is none. */
export function readMicro(text: string): bigint | undefined {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const micro = BigInt(whole + fraction.padEnd(6, '0'));
  return sign === '-' ? -micro : micro;
}

/** The decimal text of millionths, six decimals. */
export function microText(micro: bigint): string {
  const digits = String(micro < 0n ? -micro : micro).padStart(7, '0');
  return `${micro < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** What one thing takes less than another of the same kind; negative where it takes more. */
export function difference<U extends Unit>(
  reference: Quantity<U>,
  actual: Quantity<NoInfer<U>>,
): Quantity<U> {
  return quantity(reference.unit, reference.micro - actual.micro);
}

/** Energy of a year from a power and the hours a year that it is drawn: W × h/a ÷ 1000. */
export function energyOfYear(power: Quantity<'W'>, hours: Quantity<'h/a'>): Quantity<'kWh/a'> {
  return quantity('kWh/a', dividedBy(power.micro * hours.micro, ONE * 1000n));
}

/** A twelfth of what a year takes, rounded to the millionth. */
export function ofOneMonth(year: Quantity<'kWh/a'>): Quantity<'kWh'>;
export function ofOneMonth(year: Quantity<'m3/a'>): Quantity<'m3'>;
export function ofOneMonth(year: Quantity<'kWh/a'> | Quantity<'m3/a'>): Quantity<'kWh'> | Quantity<'m3'> {
  return quantity(year.unit === 'kWh/a' ? 'kWh' : 'm3', dividedBy(year.micro, 12n)) as
    Quantity<'kWh'> | Quantity<'m3'>;
}

/** Whole months of a span in years, rounded down: a month not full is not claimed. */
export function wholeMonths(years: Quantity<'a'>): number {
  return Number((years.micro * 12n) / ONE);
}

/** The product of two numbers in millionths, in millionths. */
export const times = (left: bigint, right: bigint): bigint => dividedBy(left * right, ONE);

/** Rounded half away from zero. */
function dividedBy(value: bigint, divisor: bigint): bigint {
  const half = divisor / 2n;
  return value < 0n ? -((-value + half) / divisor) : (value + half) / divisor;
}
