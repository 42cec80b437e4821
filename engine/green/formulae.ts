import type { Carrier } from './factor.ts';
import {
  difference,
  energyOfYear,
  ofOneMonth,
  quantity,
  readMicro,
  wholeMonths,
  type Quantity,
  type Unit,
} from './quantity.ts';

/** Attributes of a product as they were given: text and unit. */
export type Attributes = Readonly<
  Record<string, { readonly value: string | null; readonly unit: string | null }>
>;

/** What the formulae assume beyond what the data says. */
export interface Assumptions {
  /** Hours a year that a lamp burns, where the product does not say. */
  readonly lampHours: Quantity<'h/a'>;
}

/** What one piece saves while it is in use; negative where it takes more than what it stands against. */
export interface Saving {
  readonly carrier: Carrier;
  readonly annual: Quantity<'kWh/a'> | Quantity<'m3/a'>;
  readonly monthly: Quantity<'kWh'> | Quantity<'m3'>;
  readonly months: number;
  /** The formula with its numbers, for the page: `(60 W − 9 W) × 1000 h/a ÷ 1000`. */
  readonly worked: string;
}

/** Why a product is counted only. */
export class CountedOnly extends Error {
  readonly code: 'no_formula' | 'no_attribute' | 'unit' | 'value';
  readonly detail: string;
  constructor(code: CountedOnly['code'], detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

export type FormulaId = 'led_lamp' | 'grade_1_appliance' | 'water_saving_fixture';

type Formula = (attributes: Attributes, assumptions: Assumptions) => Saving;

/**
 * By green category. Categories that are not here (organic food, degradable packaging …) have no defensible factor for
 * China and are counted only.
 */
export const FORMULAE: Readonly<Record<FormulaId, Formula>> = {
  /** (P reference − P lamp) × hours a year. */
  led_lamp(attributes, assumptions) {
    const reference = read(attributes, 'reference_power_w', 'W');
    const actual = read(attributes, 'power_w', 'W');
    const hours = attributes.hours_per_year
      ? read(attributes, 'hours_per_year', 'h/a')
      : assumptions.lampHours;
    const worked = `(${text(reference)} − ${text(actual)}) × ${text(hours)} ÷ 1000`;
    return ofElectricity(energyOfYear(difference(reference, actual), hours), worked, attributes);
  },
  /** E reference − E label, a year. */
  grade_1_appliance(attributes) {
    const reference = read(attributes, 'reference_annual_kwh', 'kWh/a');
    const actual = read(attributes, 'annual_kwh', 'kWh/a');
    return ofElectricity(difference(reference, actual), `${text(reference)} − ${text(actual)}`, attributes);
  },
  /** Water not used, a year. */
  water_saving_fixture(attributes) {
    const annual = read(attributes, 'water_saved_m3', 'm3/a');
    return {
      carrier: 'water',
      annual,
      monthly: plausible(ofOneMonth(annual)),
      months: monthsOf(attributes),
      worked: text(annual),
    };
  },
};

/**
 * What one piece of a product saves.
 *
 * @throws CountedOnly where the category has no formula or the product lacks what the formula needs.
 */
export function savingOf(category: string, attributes: Attributes, assumptions: Assumptions): Saving {
  if (!Object.hasOwn(FORMULAE, category)) throw new CountedOnly('no_formula', category);
  return FORMULAE[category as FormulaId](attributes, assumptions);
}

function ofElectricity(annual: Quantity<'kWh/a'>, worked: string, attributes: Attributes): Saving {
  return {
    carrier: 'electricity',
    annual,
    monthly: plausible(ofOneMonth(annual)),
    months: monthsOf(attributes),
    worked,
  };
}

const monthsOf = (attributes: Attributes): number =>
  Math.min(wholeMonths(read(attributes, 'service_years', 'a')), 1200);

/** Spellings of a unit that mean the same. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  W: ['W', 'w', '瓦'],
  'h/a': ['h/a', 'h', '小时/年'],
  'kWh/a': ['kWh/a', 'kWh', 'kwh/a', '千瓦时/年', '度/年'],
  'm3/a': ['m3/a', 'm³/a', 'm3', 't/a', '吨/年', '立方米/年'],
  a: ['a', 'y', '年'],
};

function read<U extends Unit>(attributes: Attributes, name: string, unit: U): Quantity<U> {
  const given = attributes[name];
  if (given?.value == null || given.value === '') throw new CountedOnly('no_attribute', name);
  if (given.unit && !SPELLINGS[unit]!.includes(given.unit))
    throw new CountedOnly('unit', `${name} [${given.unit}]`);
  const micro = readMicro(given.value);
  if (micro === undefined || micro < 0n) throw new CountedOnly('value', `${name} = ${given.value}`);
  return quantity(unit, micro);
}

/** A piece that saves 1000 kWh or m³ a month is a slip of the pen; it is not multiplied into a claim. */
function plausible<Q extends Quantity<Unit>>(monthly: Q): Q {
  const size = monthly.micro < 0n ? -monthly.micro : monthly.micro;
  if (size >= 1_000_000_000n) throw new CountedOnly('value', `${size / 1_000_000n} ${monthly.unit}`);
  return monthly;
}

function text({ micro, unit }: Quantity<Unit>): string {
  const whole = micro / 1_000_000n;
  const fraction = String(micro % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${whole}${fraction ? `.${fraction}` : ''} ${unit}`;
}
