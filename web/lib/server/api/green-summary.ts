import { createRoute, z } from '@hono/zod-openapi';
import { FLOW_MEASURES } from '#engine/green/groups.ts';
import type { BookReader } from '../book-reader.ts';
import type { Conditions } from './conditions.ts';
import { BookQuery, BookSchema, Day, Points, REFUSALS, resource } from './environment.ts';
import { GREEN_FILTERS, greenConditions, Kilograms, requireGreen } from './green-book.ts';
import { ClaimBody, claimOf } from './green-claim.ts';
import { jsonRow } from './table.ts';

const Sums = z.object({
  acts: z.number().int(),
  consumption: z.number().int(),
  circular: z.number().int(),
  sharing: z.number().int(),
  b2b: z.number().int(),
  members: z.number().int(),
  kwh: Kilograms.openapi({ description: 'Electricity not used, kWh' }),
  m3: Kilograms.openapi({ description: 'Water not used, m³' }),
  kg: Kilograms,
  low: Kilograms,
  high: Kilograms,
  kg_negative: Kilograms.openapi({ description: 'Of it what refunds took back or products took more' }),
  kg_other_year: Kilograms.openapi({ description: 'Of it with the factor of another year' }),
  units_without_factor: Kilograms,
});

const GroupRow = z.object({
  track: z.enum(['consumption', 'circular', 'sharing', 'b2b']),
  behaviour: z.string(),
  category: z.string().nullable(),
  acts: z.number().int(),
  points: Points,
  unit: z.string().nullable(),
  units: Kilograms.nullable(),
  kg: Kilograms.nullable(),
  low: Kilograms.nullable(),
  high: Kilograms.nullable(),
});

const MonthRow = z.object({ month: Day, acts: z.number().int(), kg: Kilograms });

const ProductRow = z.object({
  product_id: z.string(),
  name: z.string().nullable(),
  category: z.string(),
  formula: z.string().nullable(),
  worked: z.string().nullable(),
  unit: z.string().nullable(),
  annual_units: z.string().nullable(),
  months: z.number().int().nullable(),
  counted_because: z.enum(['no_formula', 'no_attribute', 'unit', 'value']).nullable(),
  counted_detail: z.string().nullable(),
});

const Assumption = z.object({
  assumption: z.enum(['lamp_hours_per_year']),
  value: z.string(),
  unit: z.string(),
  reason_zh: z.string(),
  reason_en: z.string(),
});

const Summary = z
  .object({
    book: BookSchema,
    sums: Sums,
    points: z.object({ earned: Points, used: Points, to_family: Points }),
    groups: z.array(GroupRow),
    months: z.array(MonthRow),
    products: z.array(ProductRow),
    claim: ClaimBody,
    assumptions: z.array(Assumption),
  })
  .openapi('GreenSummary');

const route = createRoute({
  method: 'get',
  path: '/',
  summary: 'Green acts, units and estimated avoided emissions (not certified), with all they rest on',
  request: { query: BookQuery.extend(GREEN_FILTERS) },
  responses: {
    200: { description: 'The summary', content: { 'application/json': { schema: Summary } } },
    ...REFUSALS,
  },
});

/** `/green` */
export const greenSummary = resource().openapi(route, async (context) => {
  const { book, ...filters } = context.req.valid('query');
  const body = await context.var.books.read(book, async (reader) => {
    await requireGreen(reader);
    const conditions = greenConditions(filters, 'month');
    return {
      book: reader.book,
      sums: await sumsOf(reader, conditions),
      points: await pointsOf(reader, filters),
      groups: await listOf<z.infer<typeof GroupRow>>(reader, conditions, groups),
      months: await listOf<z.infer<typeof MonthRow>>(reader, conditions, months),
      products: await listOf<z.infer<typeof ProductRow>>(reader, conditions, products),
      claim: await claimOf(reader, conditions),
      assumptions: (
        await reader.rows<z.infer<typeof Assumption>>(
          `select distinct assumption, value, unit, reason_zh, reason_en from meta.green_assumptions
           order by all`,
        )
      ).map(jsonRow),
    };
  });
  return context.json(body, 200);
});

const chosen = (where: string) => `with chosen as (select * from green.contributions ${where})`;
const sum = (column: string) => `coalesce(sum(${column}), 0)`;

async function listOf<Row extends Record<string, unknown>>(
  reader: BookReader,
  { where, parameters }: Conditions,
  sql: string,
): Promise<Row[]> {
  return (await reader.rows<Row>(`${chosen(where)} ${sql}`, parameters)).map(jsonRow);
}

async function sumsOf(reader: BookReader, { where, parameters }: Conditions) {
  const tracks = ['consumption', 'circular', 'sharing', 'b2b'].map(
    (track) => `coalesce(sum(count) filter (track = '${track}'), 0)::bigint as ${track}`,
  );
  return jsonRow(
    await reader.one<z.infer<typeof Sums>>(
      `${chosen(where)}
       select ${sum('count')}::bigint as acts, ${tracks.join(', ')},
         count(distinct (programme_id, member_id)) as members,
         coalesce(sum(units) filter (unit = 'kWh'), 0) as kwh, coalesce(sum(units) filter (unit = 'm3'), 0) as m3,
         ${sum('kg_co2e')} as kg, ${sum('low')} as low, ${sum('high')} as high,
         coalesce(sum(kg_co2e) filter (kg_co2e < 0), 0) as kg_negative,
         coalesce(sum(kg_co2e) filter (is_other_year), 0) as kg_other_year,
         coalesce(sum(units) filter (factor_id is null), 0) as units_without_factor
       from chosen`,
      parameters,
    ),
  );
}

/** Green points of whoever and whatever the question is about; they know neither product nor factor nor unit. */
async function pointsOf(
  reader: BookReader,
  { product: _product, factor: _factor, unit: _unit, ...filters }: Parameters<typeof greenConditions>[0],
) {
  const { where, parameters } = greenConditions(filters, 'month');
  return jsonRow(
    await reader.one<{ earned: string; used: string; to_family: string }>(
      `select points_earned as earned, points_used as used, points_to_family as to_family
       from (select ${FLOW_MEASURES} from green.point_flows ${where})`,
      parameters,
    ),
  );
}

// Acts have no unit and units no act: the two are joined into one line each.
const groups = `select track, behaviour, category, sum(count)::bigint as acts, sum(points)::decimal(18, 2) as points,
    max(unit) as unit, sum(units) as units, sum(kg_co2e) as kg, sum(low) as low, sum(high) as high
  from chosen group by track, behaviour, category
  order by kg desc nulls last, acts desc, track, behaviour, category`;

const months = `select month::varchar as month, sum(count)::bigint as acts, ${sum('kg_co2e')} as kg
  from chosen group by month order by month`;

const products = `select distinct saving.product_id, product.name, saving.category, saving.formula, saving.worked,
    saving.unit, saving.annual_units, saving.months, saving.counted_because, saving.counted_detail
  from chosen join meta.green_savings as saving using (programme_id, product_id)
  join data.products as product using (programme_id, product_id)
  order by saving.formula nulls last, saving.product_id`;
