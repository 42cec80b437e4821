import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Points, resource } from './environment.ts';
import {
  asOfMonth,
  CELL_QUERY,
  cellConditions,
  DEBT_MOVEMENTS,
  DIMENSIONS,
  Money,
  Month,
  MOVEMENT_NAMES,
  monthPlus,
  rollforwardOf,
} from './liability-cells.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

/** Columns whose sums over months mean something. */
const FLOWS = [
  ...MOVEMENT_NAMES,
  ...DEBT_MOVEMENTS,
  ...MOVEMENT_NAMES.map((name) => `${name}_money` as const),
  'change_in_estimate',
  'prior_period',
] as const;
const OPENINGS = ['opening', 'debt_opening', 'opening_money'] as const;
const CLOSINGS = [
  'closing',
  'debt_closing',
  'pending_closing',
  'closing_money',
  'debt_closing_money',
  'pending_closing_money',
] as const;

const COLUMNS = [
  'opening',
  ...MOVEMENT_NAMES,
  'closing',
  'debt_opening',
  ...DEBT_MOVEMENTS,
  'debt_closing',
  'pending_closing',
  'opening_money',
  ...MOVEMENT_NAMES.map((name) => `${name}_money` as const),
  'change_in_estimate',
  'prior_period',
  'closing_money',
  'debt_closing_money',
  'pending_closing_money',
] as const;
type Column = (typeof COLUMNS)[number];

const isMoney = (column: string) => /_money$|^change_in_estimate$|^prior_period$/.test(column);
const figure = (column: string) => (isMoney(column) ? Money.nullable() : Points);
const FIGURES = Object.fromEntries(COLUMNS.map((column) => [column, figure(column)])) as {
  [Name in Column]: ReturnType<typeof figure>;
};

const Row = z
  .object({
    month: Month,
    wallet: z.string().nullable().openapi({ description: 'Null where wallets are added up' }),
    tier: z.string().nullable(),
    issuer: z.string().nullable(),
    vintage: Month.nullable(),
    ...FIGURES,
  })
  .openapi('RollforwardRow');

const route = createRoute({
  method: 'get',
  path: '/',
  summary: 'The roll-forward: months × movements in points and money; one dimension may split it',
  description:
    'Opening + issued + restored − redeemed − expired − reversed + transferred_net + exchanged_net + adjusted − ' +
    'forfeited − debt_repaid = closing; in money + change_in_estimate + prior_period. Debt and pending stand beside.',
  request: {
    query: TableQuery.extend({
      ...CELL_QUERY,
      from: Month.optional().openapi({ description: 'First month; default eleven before the last' }),
      to: Month.optional().openapi({ description: 'Last month; default the as-of date’s' }),
      by: z.enum(['none', 'wallet', ...DIMENSIONS]).optional(),
    }),
  },
  responses: tableResponses(tableBody(Row, z.object(FIGURES)).openapi('Rollforward'), 'The roll-forward'),
});
type Query = z.infer<typeof route.request.query>;

/** `/liability/rollforward` */
export const liabilityRollforward = resource().openapi(route, (context) => {
  const query = context.req.valid('query');
  return answerTable(context, query, (reader) => question(reader, query));
});

function question(reader: BookReader, query: Query) {
  const to = query.to && query.to < asOfMonth(reader) ? query.to : asOfMonth(reader);
  const from = query.from ?? monthPlus(to, -11);
  const by = query.by ?? 'none';
  const conditions = cellConditions(reader, query)
    .add(`month >= strptime($from, '%Y-%m')::date`, 'from', from)
    .add(`month <= strptime($to, '%Y-%m')::date`, 'to', to);
  const { table, dimension } = sourceOf(query) ?? { table: rollforwardOf(reader, from, to) };
  if (dimension) conditions.require(`dimension = '${dimension}'`);
  const sum = (column: string) => `sum(${column})::decimal(18, ${isMoney(column) ? 4 : 2}) as ${column}`;
  const kept = (column: 'wallet' | (typeof DIMENSIONS)[number]) =>
    column === by || query[column] ? `any_value(${column})` : 'null::varchar';
  const isVintageKept = by === 'vintage' || query.vintage;
  const [first, last] = [`(month = $from)`, `(month = $to)`];
  const optional = (column: string, text: string) =>
    isMoney(column) ? text : `coalesce(${text}, 0)::decimal(18, 2)`;
  return {
    name: 'liability-rollforward',
    sql: `select strftime(month, '%Y-%m') as month, ${kept('wallet')} as wallet, ${kept('tier')} as tier,
            ${kept('issuer')} as issuer,
            ${isVintageKept ? `strftime(any_value(vintage), '%Y-%m')` : 'null::varchar'} as vintage,
            ${COLUMNS.map(sum).join(', ')}
          from ${table} ${conditions.where} group by month${by === 'none' ? '' : `, ${by}`}`,
    parameters: conditions.parameters,
    orderBy: `month ${query.order ?? 'desc'}, wallet nulls last, tier nulls last, issuer nulls last, vintage nulls last`,
    totals: [
      ...FLOWS.map((name) => `${optional(name, `sum(${name})`)} as ${name}`),
      ...OPENINGS.map(
        (name) => `${optional(name, `sum(${name}) filter ${first.replace('(', '(where ')}`)} as ${name}`,
      ),
      ...CLOSINGS.map(
        (name) => `${optional(name, `sum(${name}) filter ${last.replace('(', '(where ')}`)} as ${name}`,
      ),
    ].join(', '),
  };
}

/** Sums over all but one dimension stand ready; only two at once need the cells themselves. */
function sourceOf(query: Query): { table: string; dimension?: string } | undefined {
  const without = query.without?.split(',') ?? [];
  const used = DIMENSIONS.filter(
    (dimension) => query.by === dimension || query[dimension] || without.includes(dimension),
  );
  if (used.length > 1) return undefined;
  return { table: 'liability.rollforward_slices', dimension: used[0] ?? 'all' };
}
