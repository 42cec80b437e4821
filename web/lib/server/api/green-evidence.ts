import { createRoute, z } from '@hono/zod-openapi';
import { Day, Points, resource } from './environment.ts';
import { GREEN_FILTERS, greenConditions, Kilograms, requireGreen } from './green-book.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const Evidence = z
  .object({
    programme_id: z.string(),
    wallet: z.string(),
    member_id: z.string(),
    acted_on: Day,
    behaviour: z.string(),
    category: z.string().nullable(),
    product_id: z.string().nullable(),
    movement: z.enum(['act', 'return']),
    moved_by_event_id: z.string().nullable().openapi({ description: 'The event or return that moved it' }),
    quantity: z.string().openapi({ description: 'Pieces, four decimals; negative where taken back' }),
    acts: z.number().int(),
    points: Points.openapi({ description: 'Earned by the act itself' }),
    first_month: Day,
    last_month: Day,
    months: z.number().int().openapi({ description: 'Months in use that are booked here' }),
    unit: z.string().nullable(),
    units: Kilograms.nullable(),
    factor_id: z.string().nullable(),
    factor_value: z.string().nullable(),
    is_other_year: z.boolean().nullable(),
    kg: Kilograms.nullable(),
    low: Kilograms.nullable(),
    high: Kilograms.nullable(),
    worked: z
      .string()
      .nullable()
      .openapi({ description: 'The formula of one piece and year with its numbers' }),
    source: z.string(),
    event_id: z.string(),
    source_file: z.string(),
    source_record: z.number().int(),
  })
  .openapi('GreenEvidence');

const Totals = z.object({
  acts: z.number().int(),
  points: Points,
  units: z.string().nullable().openapi({ description: 'Physical units, where all rows have the same' }),
  unit: z.string().nullable(),
  kg: Kilograms,
  low: Kilograms,
  high: Kilograms,
});

const route = createRoute({
  method: 'get',
  path: '/evidence',
  summary: 'The purchases and other acts behind a kilogram or a count: formula, factor, file and record',
  request: {
    query: TableQuery.extend({
      ...GREEN_FILTERS,
      show: z.enum(['kilograms', 'acts']).optional().openapi({ description: 'Default `kilograms`' }),
      used_year: z.coerce
        .number()
        .int()
        .min(1900)
        .max(2200)
        .optional()
        .openapi({ description: 'Only what was saved in this year in use, whenever it was booked' }),
      counted: z
        .enum(['only'])
        .optional()
        .openapi({ description: 'Only acts that no formula or factor stands for' }),
      other_year: z
        .enum(['only'])
        .optional()
        .openapi({ description: 'Only what the factor of another year stands for' }),
      negative: z
        .enum(['only'])
        .optional()
        .openapi({ description: 'Only what makes a month of a member and product negative' }),
    }),
  },
  responses: tableResponses(tableBody(Evidence, Totals).openapi('GreenEvidenceRows'), 'What it is made of'),
});

/** What a row of contributions is of: bookings are added up to it by these. */
const CELL = [
  ...[
    'programme_id',
    'member_id',
    'track',
    'behaviour',
    'category',
    'merchant_id',
    'product_id',
    'region_code',
  ],
  ...[
    'household_id',
    'enterprise_id',
    'enterprise_part',
    'unit',
    'factor_id',
    'factor_year',
    'factor_region',
  ],
  'is_other_year',
];

/** The contributions that are negative, of which `booking` is a part: the figure of negatives adds up these. */
const NEGATIVE_CELLS = `select 1 from green.contributions as cell
  where cell.kg_co2e < 0 and cell.month = booking.booked_in
    and ${CELL.map((column) => `cell.${column} is not distinct from booking.${column}`).join(' and ')}`;

/** `/green/evidence` */
export const greenEvidence = resource().openapi(route, (context) => {
  const query = context.req.valid('query');
  return answerTable(context, query, async (reader) => {
    await requireGreen(reader);
    const conditions = greenConditions(query, 'booked_in').require(
      query.show === 'acts' ? 'unit is null' : 'unit is not null',
    );
    conditions.add('year(used_in) = $used_year', 'used_year', query.used_year);
    if (query.counted)
      conditions.require(
        `(programme_id, coalesce(product_id, '')) not in
          (select (programme_id, product_id) from meta.green_savings where carrier is not null)`,
      );
    if (query.other_year) conditions.require('is_other_year');
    if (query.negative) conditions.require(`exists (${NEGATIVE_CELLS})`);
    const ties = 'entry_no, movement, moved_by_source, moved_by_event_id, factor_id, is_other_year';
    return {
      name: 'green-evidence',
      sql: `select programme_id, wallet, member_id, acted_on, behaviour, category, product_id, entry_no, movement,
          moved_by_source, moved_by_event_id, quantity, sum(acts)::bigint as acts, sum(points)::decimal(18, 2) as points,
          min(coalesce(used_in, booked_in)) as first_month, max(coalesce(used_in, booked_in)) as last_month,
          count(*) as months, unit, sum(units) as units, factor_id, factor_year, factor_region, is_other_year,
          sum(kg_co2e) as kg, sum(low) as low, sum(high) as high, source, event_id
        from green.bookings as booking ${conditions.where} group by all`,
      parameters: conditions.parameters,
      orderBy: `acted_on desc, ${ties}`,
      totals: `coalesce(sum(acts), 0)::bigint as acts, coalesce(sum(points), 0)::decimal(18, 2) as points,
        case when count(distinct unit) = 1 then sum(units) end as units,
        case when count(distinct unit) = 1 then min(unit) end as unit, coalesce(sum(kg), 0) as kg, coalesce(sum(low), 0) as low,
        coalesce(sum(high), 0) as high`,
      widen: (
        window,
      ) => `select evidence.* exclude (acted_on, first_month, last_month, factor_year, factor_region),
          evidence.acted_on::varchar as acted_on, evidence.first_month::varchar as first_month,
          evidence.last_month::varchar as last_month, saving.worked, factor.value as factor_value,
          entry.source_file, entry.source_record
        from (${window}) as evidence
        join ledger.entries as entry on entry.entry_no = evidence.entry_no
        left join meta.green_savings as saving on saving.programme_id = evidence.programme_id
          and saving.product_id = evidence.product_id
        left join (select distinct programme_id, factor_id, factor_year, factor_region, value
          from meta.green_factor_years) as factor on factor.programme_id = evidence.programme_id
          and factor.factor_id = evidence.factor_id and factor.factor_year = evidence.factor_year
          and factor.factor_region = evidence.factor_region`,
      hidden: ['entry_no', 'moved_by_source'],
    };
  });
});
