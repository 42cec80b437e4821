import { createRoute, z } from '@hono/zod-openapi';
import type { Basis, Factor, FactorStatus } from '#engine/green/factor.ts';
import type { Attributes } from '#engine/green/formulae.ts';
import { readMicro } from '#engine/green/quantity.ts';
import { CARRIERS } from '#engine/green/register.ts';
import { estimate, lampHours, totalsOf, type Assumed, type MonthsInUse } from '#engine/green/what-if.ts';
import type { BookReader } from '../book-reader.ts';
import { BookQuery, BookSchema, REFUSALS, resource } from './environment.ts';
import { Kilograms, requireGreen } from './green-book.ts';
import { programmeOf } from './liability-cells.ts';

const Sums = z.object({ kwh: Kilograms, m3: Kilograms, kg: Kilograms, low: Kilograms, high: Kilograms });
const Category = z.object({
  category: z.string(),
  unit: z.enum(['kWh', 'm3']),
  real_units: Kilograms,
  real_kg: Kilograms,
  units: Kilograms,
  kg: Kilograms,
  low: Kilograms,
  high: Kilograms,
});
const Alternative = z.object({
  carrier: z.enum(['electricity', 'water']),
  province: z.string(),
  name_zh: z.string().nullable(),
  name_en: z.string().nullable(),
  year: z.number().int(),
  factor_id: z.string(),
  factor_year: z.number().int(),
  value: z.string(),
  value_low: z.string(),
  value_high: z.string(),
  low_factor_id: z.string(),
  high_factor_id: z.string(),
  kg: Kilograms,
  low: Kilograms,
  high: Kilograms,
});

const WhatIf = z
  .object({
    book: BookSchema,
    programme_id: z.string(),
    lamp_hours: z.number().int().openapi({ description: 'As the book assumes' }),
    real: Sums.openapi({ description: 'As the book has it' }),
    what_if: Sums.openapi({ description: 'By the assumptions asked for; in no book' }),
    categories: z.array(Category),
    alternatives: z
      .array(Alternative)
      .openapi({ description: 'The factor of each year and province, and those that could stand for it' }),
  })
  .openapi('GreenWhatIf');

const Factor6 = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,6})?$/, 'a factor is a decimal like 0.5306')
  .optional();

const route = createRoute({
  method: 'get',
  path: '/what-if',
  summary: 'Avoided emissions if the assumptions were different, exactly, from the months in use of the book',
  request: {
    query: BookQuery.extend({
      programme: z.string().max(200).optional(),
      lamp_hours: z.coerce.number().int().min(0).max(8784).optional(),
      electricity: z.enum(['province', 'national']).optional(),
      grid_factor: Factor6.openapi({ description: 'kg CO₂ per kWh instead of any factor of the register' }),
      water_factor: Factor6.openapi({ description: 'kg CO₂e per m³ instead of any factor of the register' }),
      life_years: z.coerce
        .number()
        .int()
        .min(1)
        .max(100)
        .optional()
        .openapi({ description: 'No piece is counted for longer than this after its purchase' }),
    }),
  },
  responses: {
    200: { description: 'The what-if', content: { 'application/json': { schema: WhatIf } } },
    ...REFUSALS,
  },
});

/** `/green/what-if` */
export const greenWhatIf = resource().openapi(route, async (context) => {
  const query = context.req.valid('query');
  const body = await context.var.books.read(query.book, async (reader) => {
    await requireGreen(reader);
    const programme = programmeOf(reader, query.programme);
    const hours = await bookHours(reader, programme);
    const factors = await bookFactors(reader, programme);
    const attributes = await bookAttributes(reader, programme);
    const real: Assumed = { lampHours: lampHours(hours), electricity: 'province', own: {} };
    const own = (text: string | undefined) => (text === undefined ? undefined : readMicro(text));
    const asked: Assumed = {
      lampHours: lampHours(query.lamp_hours ?? hours),
      electricity: query.electricity ?? 'province',
      own: { electricity: own(query.grid_factor), water: own(query.water_factor) },
    };
    const before = estimate(await monthsInUse(reader, programme), attributes, factors, real);
    const after = estimate(
      await monthsInUse(reader, programme, query.life_years),
      attributes,
      factors,
      asked,
    );
    return {
      book: reader.book,
      programme_id: programme,
      lamp_hours: hours,
      real: totalsOf(before),
      what_if: totalsOf(after),
      categories: before.map((was) => {
        const is = after.find(({ category }) => category === was.category);
        return {
          category: was.category,
          unit: was.unit,
          real_units: was.units,
          real_kg: was.kg,
          units: is?.units ?? '0',
          kg: is?.kg ?? '0',
          low: is?.low ?? '0',
          high: is?.high ?? '0',
        };
      }),
      alternatives: await reader.rows<z.infer<typeof Alternative>>(ALTERNATIVES, { programme }),
    };
  });
  return context.json(body, 200);
});

function monthsInUse(reader: BookReader, programme: string, years?: number): Promise<MonthsInUse[]> {
  return reader.rows<MonthsInUse & Record<string, unknown>>(
    `select product_id, category, coalesce(left(region_code, 2), '') as province, year(used_in)::integer as year,
       sum(quantity) as piece_months
     from green.bookings where programme_id = $programme and unit is not null
       ${years === undefined ? '' : 'and used_in <= acted_on + to_months($months::integer)'}
     group by all order by all`,
    { programme, ...(years === undefined ? {} : { months: years * 12 }) },
  );
}

async function bookHours(reader: BookReader, programme: string): Promise<number> {
  const { value } = await reader.one<{ value: string }>(
    `select value::integer::varchar as value from meta.green_assumptions
     where programme_id = $programme and assumption = 'lamp_hours_per_year'`,
    { programme },
  );
  return Number(value);
}

async function bookFactors(reader: BookReader, programme: string): Promise<Factor[]> {
  const found = await reader.rows<{
    factor_id: string;
    behaviour: string;
    basis: Basis;
    value: string;
    year: number;
    province: string;
    status: FactorStatus;
  }>(
    `select factor_id, behaviour, basis, value, year, province, status from meta.green_factors
     where programme_id = $programme and unused is null order by factor_id, year, province`,
    { programme },
  );
  return found.map(({ factor_id: id, behaviour, basis, value, year, province, status }) => ({
    id,
    carrier: CARRIERS[behaviour]!,
    basis,
    micro: readMicro(value)!,
    year,
    province,
    status,
  }));
}

async function bookAttributes(reader: BookReader, programme: string): Promise<Map<string, Attributes>> {
  const found = await reader.rows<{
    product_id: string;
    attribute: string;
    value: string | null;
    unit: string | null;
  }>(
    `select product_id, attribute, value, unit from data.product_attributes
     where programme_id = $programme and attribute is not null order by all`,
    { programme },
  );
  const products = new Map<string, Attributes>();
  for (const { product_id: id, attribute, value, unit } of found)
    products.set(id, { ...products.get(id), [attribute]: { value, unit } });
  return products;
}

const ALTERNATIVES = `select factor.carrier, factor.province, region.name_zh, region.name_en, factor.year, factor.factor_id,
    factor.factor_year, factor.value, factor.value_low, factor.value_high, factor.low_factor_id, factor.high_factor_id,
    sum(booking.kg_co2e) as kg, sum(booking.low) as low, sum(booking.high) as high
  from green.bookings as booking
  join meta.green_factor_years as factor on factor.programme_id = booking.programme_id
    and factor.carrier = case booking.unit when 'kWh' then 'electricity' else 'water' end
    and factor.province = coalesce(left(booking.region_code, 2), '') and factor.year = year(booking.used_in)
  left join meta.regions as region on region.code = factor.province || '0000'
  where booking.programme_id = $programme and booking.unit is not null
  group by all order by factor.carrier, factor.year desc, kg desc, factor.province`;
