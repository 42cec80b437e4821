import type { Configuration } from '../contract/programme.ts';
import { rows, type DuckDBConnection } from '../database.server.ts';
import { chooseFactor } from '../green/choose-factor.ts';
import { avoidedEmissions, isEmissionFactor, type Carrier, type EmissionFactor } from '../green/factor.ts';
import { CountedOnly, savingOf, type Assumptions, type Attributes } from '../green/formulae.ts';
import { quantity, readMicro, type Quantity } from '../green/quantity.ts';
import { allRegions } from '../green/regions.ts';
import { registerOf, type GivenFactor, type RegisterEntry } from '../green/register.ts';
import { GREEN_ASSUMPTIONS, PUBLISHED_FACTORS } from '../parameters/green-factors.ts';
import { GREEN_BASES } from '../models/green-models.ts';
import { buildModel, step, type Build } from './build.ts';
import { writeRows, type Cell, type ColumnKind } from './write-rows.ts';

/**
 * Writes what green acts are booked with, before the accounts are replayed: the register (`meta.green_factors`), the
 * factor of every year in use and province (`meta.green_factor_years`), the assumptions (`meta.green_assumptions`),
 * what one piece of each green product saves (`meta.green_savings`), where members belong (`meta.member_places`) and
 * what regions are called (`meta.regions`).
 */
export async function writeGreenReferences(build: Build, configuration: Configuration): Promise<void> {
  const { connection } = build;
  for (const model of GREEN_BASES) await buildModel(build, model);
  await step(build, 'meta.green_factors', async () => {
    const programmes = await rows<{ programme_id: string }>(
      connection,
      'select programme_id from meta.programmes order by programme_id',
    );
    const ids = programmes.map((each) => each.programme_id);
    const registers = new Map<string, readonly RegisterEntry[]>();
    for (const id of ids)
      registers.set(id, registerOf(PUBLISHED_FACTORS, await givenFactors(connection, id)));
    await writeRegions(connection);
    await writeRegister(connection, registers);
    await writeFactorYears(connection, registers);
    const assumed = new Map(ids.map((id) => [id, assumptionOf(configuration, id)] as const));
    await writeAssumptions(connection, assumed);
    await writeSavings(connection, registers, assumed);
  });
}

function givenFactors(connection: DuckDBConnection, programmeId: string): Promise<GivenFactor[]> {
  return rows<GivenFactor>(
    connection,
    `select factor_id, name, behaviour, unit, value::varchar as value, year, region, basis, boundary, source, status,
       source_file, source_record::integer as source_record
     from data.green_factors where programme_id = $programme_id
     order by factor_id, year, region, source, value`,
    { programme_id: programmeId },
  );
}

/** The names of provinces and prefectures, so that whatever is read of a book can show them. */
async function writeRegions(connection: DuckDBConnection): Promise<void> {
  await writeRows(
    connection,
    'meta.regions',
    { code: 'text', level: 'text', name_zh: 'text', name_en: 'text' },
    allRegions().map(({ code, level, name }) => ({ code, level, name_zh: name.zh, name_en: name.en })),
  );
}

const REGISTER = {
  programme_id: 'text',
  factor_id: 'text',
  behaviour: 'text',
  basis: 'text',
  value: 'value',
  unit: 'text',
  year: 'integer',
  region: 'text',
  /** First two digits of its code, empty for the country; null where the entry is not used. */
  province: 'text',
  name_zh: 'text',
  name_en: 'text',
  boundary_zh: 'text',
  boundary_en: 'text',
  citation_zh: 'text',
  citation_en: 'text',
  status: 'text',
  is_built_in: 'flag',
  /** Why the entry is not used; empty: it is, where its basis is `emission`. */
  unused: 'text',
  source_file: 'text',
  source_record: 'integer',
} as const satisfies Record<string, ColumnKind>;

async function writeRegister(
  connection: DuckDBConnection,
  registers: ReadonlyMap<string, readonly RegisterEntry[]>,
): Promise<void> {
  const all = [...registers].flatMap(([programmeId, entries]) =>
    entries.map(({ published, origin, factor, unused }): Record<keyof typeof REGISTER, Cell> => ({
      programme_id: programmeId,
      factor_id: published.id,
      behaviour: published.behaviour,
      basis: published.basis,
      value: published.value === null ? null : (readMicro(published.value) ?? null),
      unit: published.unit,
      year: published.year,
      region: published.region,
      province: factor?.province ?? null,
      name_zh: published.name.zh,
      name_en: published.name.en,
      boundary_zh: published.boundary.zh,
      boundary_en: published.boundary.en,
      citation_zh: published.source.zh,
      citation_en: published.source.en,
      status: published.status,
      is_built_in: origin === null,
      unused,
      source_file: origin?.file ?? null,
      source_record: origin?.record ?? null,
    })),
  );
  await writeRows(connection, 'meta.green_factors', REGISTER, all);
}

const FACTOR_YEARS = {
  programme_id: 'text',
  carrier: 'text',
  province: 'text',
  year: 'integer',
  factor_id: 'text',
  factor_year: 'integer',
  factor_region: 'text',
  factor_status: 'text',
  is_other_year: 'flag',
  value: 'value',
  value_low: 'value',
  value_high: 'value',
  low_factor_id: 'text',
  high_factor_id: 'text',
} as const satisfies Record<string, ColumnKind>;

/** One row per carrier, province that members live in (and none), and year from the first event to the as-of date. */
async function writeFactorYears(
  connection: DuckDBConnection,
  registers: ReadonlyMap<string, readonly RegisterEntry[]>,
): Promise<void> {
  const spans = await rows<{ programme_id: string; first_year: number; last_year: number }>(
    connection,
    `select programme.programme_id, year(min(local_day(event.programme_id, event.occurred_at)))::integer as first_year,
       year(any_value(programme.as_of))::integer as last_year
     from meta.programmes as programme join posting.raw_events as event using (programme_id)
     where event.occurred_at < programme.ends_at
     group by programme.programme_id order by programme.programme_id`,
  );
  const provinces = await rows<{ programme_id: string; province: string }>(
    connection,
    `select programme_id, '' as province from meta.programmes
     union select programme_id, left(region_code, 2) from data.members where region_code is not null
     union select programme_id, left(value, 2) from data.member_attributes
       where attribute = 'region_code' and value is not null
     order by all`,
  );
  const all = spans.flatMap(({ programme_id: programmeId, first_year: first, last_year: last }) => {
    const factors = emissionFactors(registers.get(programmeId)!);
    const places = provinces.filter((each) => each.programme_id === programmeId);
    return CARRIERS.flatMap((carrier) =>
      places.flatMap(({ province }) =>
        Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index).flatMap((year) => {
          const chosen = chooseFactor(ofCarrier(factors, carrier), province, year);
          if (!chosen) return [];
          const { factor, low, high, isOtherYear } = chosen;
          const row: Record<keyof typeof FACTOR_YEARS, Cell> = {
            programme_id: programmeId,
            carrier,
            province,
            year,
            factor_id: factor.id,
            factor_year: factor.year,
            factor_region: factor.province,
            factor_status: factor.status,
            is_other_year: isOtherYear,
            value: factor.micro,
            value_low: low.micro,
            value_high: high.micro,
            low_factor_id: low.id,
            high_factor_id: high.id,
          };
          return [row];
        }),
      ),
    );
  });
  await writeRows(connection, 'meta.green_factor_years', FACTOR_YEARS, all);
}

const CARRIERS = ['electricity', 'water'] as const satisfies readonly Carrier[];

function emissionFactors(register: readonly RegisterEntry[]): EmissionFactor[] {
  return register.flatMap(({ factor }) => (factor && isEmissionFactor(factor) ? [factor] : []));
}

function ofCarrier<C extends Carrier>(factors: readonly EmissionFactor[], carrier: C): EmissionFactor<C>[] {
  return factors.filter((factor): factor is EmissionFactor<C> => factor.carrier === carrier);
}

interface Assumed {
  readonly hours: Quantity<'h/a'>;
  /** Why the programme assumes otherwise; none: the default. */
  readonly reason: string | null;
}

function assumptionOf(configuration: Configuration, programmeId: string): Assumed {
  const own = configuration.programmes.find((each) => each.id === programmeId)?.green?.lamp_hours_per_year;
  const text = own ? String(own.value) : GREEN_ASSUMPTIONS.lamp_hours_per_year.value;
  return { hours: quantity('h/a', readMicro(text)!), reason: own?.reason ?? null };
}

async function writeAssumptions(
  connection: DuckDBConnection,
  assumed: ReadonlyMap<string, Assumed>,
): Promise<void> {
  const { unit, basis } = GREEN_ASSUMPTIONS.lamp_hours_per_year;
  await writeRows(
    connection,
    'meta.green_assumptions',
    {
      programme_id: 'text',
      assumption: 'text',
      value: 'value',
      unit: 'text',
      reason_zh: 'text',
      reason_en: 'text',
      is_default: 'flag',
    },
    [...assumed].map(([programmeId, { hours, reason }]) => ({
      programme_id: programmeId,
      assumption: 'lamp_hours_per_year',
      value: hours.micro,
      unit,
      reason_zh: reason ?? basis.zh,
      reason_en: reason ?? basis.en,
      is_default: reason === null,
    })),
  );
}

const SAVINGS = {
  programme_id: 'text',
  product_id: 'text',
  category: 'text',
  carrier: 'text',
  unit: 'text',
  annual_units: 'value',
  monthly_units: 'value',
  months: 'integer',
  formula: 'text',
  worked: 'text',
  /** What a piece avoids in a year by the country's factor of the latest year; for orientation. */
  kg_per_year: 'value',
  /** Why the product is counted only; empty: it is estimated. */
  counted_because: 'text',
  counted_detail: 'text',
} as const satisfies Record<string, ColumnKind>;

interface GreenProduct {
  programme_id: string;
  product_id: string;
  green_category: string;
  attribute: string | null;
  value: string | null;
  unit: string | null;
}

async function writeSavings(
  connection: DuckDBConnection,
  registers: ReadonlyMap<string, readonly RegisterEntry[]>,
  assumed: ReadonlyMap<string, Assumed>,
): Promise<void> {
  const found = await rows<GreenProduct>(
    connection,
    `select product.programme_id, product.product_id, product.green_category, attribute.attribute, attribute.value,
       attribute.unit
     from data.products as product
     left join data.product_attributes as attribute on attribute.programme_id = product.programme_id
       and attribute.product_id = product.product_id
     where product.green_category is not null and product.green_category <> ''
     order by all`,
  );
  const products = new Map<string, GreenProduct[]>();
  for (const row of found) {
    const key = JSON.stringify([row.programme_id, row.product_id]);
    products.set(key, [...(products.get(key) ?? []), row]);
  }
  const all = [...products.values()].map((attributes): Record<keyof typeof SAVINGS, Cell> => {
    const { programme_id: programmeId, product_id: productId, green_category: category } = attributes[0]!;
    const named: Attributes = Object.fromEntries(
      attributes.flatMap(({ attribute, value, unit }) => (attribute ? [[attribute, { value, unit }]] : [])),
    );
    return {
      programme_id: programmeId,
      product_id: productId,
      category,
      ...savingCells(
        category,
        named,
        { lampHours: assumed.get(programmeId)!.hours },
        registers.get(programmeId)!,
      ),
    };
  });
  await writeRows(connection, 'meta.green_savings', SAVINGS, all);
}

function savingCells(
  category: string,
  attributes: Attributes,
  assumptions: Assumptions,
  register: readonly RegisterEntry[],
): Omit<Record<keyof typeof SAVINGS, Cell>, 'programme_id' | 'product_id' | 'category'> {
  try {
    const saving = savingOf(category, attributes, assumptions);
    return {
      carrier: saving.carrier,
      unit: saving.monthly.unit,
      annual_units: saving.annual.micro,
      monthly_units: saving.monthly.micro,
      months: saving.months,
      formula: category,
      worked: saving.worked,
      kg_per_year: kilogramsOfYear(saving.annual, register),
      counted_because: null,
      counted_detail: null,
    };
  } catch (error) {
    if (!(error instanceof CountedOnly)) throw error;
    return {
      carrier: null,
      unit: null,
      annual_units: null,
      monthly_units: null,
      months: null,
      formula: null,
      worked: null,
      kg_per_year: null,
      counted_because: error.code,
      counted_detail: error.detail,
    };
  }
}

function kilogramsOfYear(
  annual: Quantity<'kWh/a'> | Quantity<'m3/a'>,
  register: readonly RegisterEntry[],
): bigint | null {
  const factors = emissionFactors(register);
  const latest = Number.MAX_SAFE_INTEGER;
  if (annual.unit === 'kWh/a') {
    const chosen = chooseFactor(ofCarrier(factors, 'electricity'), '', latest);
    return chosen ? avoidedEmissions(quantity('kWh', annual.micro), chosen.factor).micro : null;
  }
  const chosen = chooseFactor(ofCarrier(factors, 'water'), '', latest);
  return chosen ? avoidedEmissions(quantity('m3', annual.micro), chosen.factor).micro : null;
}
