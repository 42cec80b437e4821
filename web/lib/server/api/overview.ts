import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Conditions } from './conditions.ts';
import { BookQuery, BookSchema, Day, Points, REFUSALS, resource } from './environment.ts';
import { overviewWork } from './overview-work.ts';
import { jsonRow } from './table.ts';

const Figures = z.object({
  points_outstanding: Points.openapi({ description: 'All unspent points: available and pending' }),
  points_available: Points,
  points_pending: Points,
  points_debt: Points,
  points_balance: Points,
  accounts: z.number().int(),
  members: z.number().int().openapi({ description: 'Members that have an account' }),
  accounts_in_debt: z.number().int(),
  mismatches: z.number().int(),
  diverging_accounts: z.number().int().openapi({ description: 'Accounts with at least one mismatch' }),
});

const Flow = z.object({
  month: Day,
  kind: z.string().openapi({ description: 'Event type, `implied_expiry` or `shortfall`' }),
  points: Points,
  points_change: Points.openapi({ description: 'What it did to the balance, signed' }),
  events: z.number().int(),
});

const Wallets = z.array(
  z.object({ programme_id: z.string(), wallet: z.string(), accounts: z.number().int() }),
);

const Overview = z
  .object({ book: BookSchema, figures: Figures, flows: z.array(Flow), wallets: Wallets })
  .openapi('Overview');

const route = createRoute({
  method: 'get',
  path: '/',
  summary: 'What the programme stands at: points outstanding, members, flows by month, mismatches',
  request: {
    query: BookQuery.extend({
      wallet: z.string().max(200).optional(),
      programme: z.string().max(200).optional(),
    }),
  },
  responses: {
    200: { description: 'The overview', content: { 'application/json': { schema: Overview } } },
    ...REFUSALS,
  },
});

/** `/overview` */
export const overview = resource()
  .route('/', overviewWork)
  .openapi(route, async (context) => {
    const { book, wallet, programme } = context.req.valid('query');
    const body = await context.var.books.read(book, async (reader) => ({
      book: reader.book,
      figures: await figuresOf(reader, filter(programme, wallet)),
      flows: await flowsOf(reader, filter(programme, wallet)),
      wallets: await walletsOf(reader),
    }));
    return context.json(body, 200);
  });

function filter(programme: string | undefined, wallet: string | undefined): Conditions {
  return new Conditions()
    .add('programme_id = $programme', 'programme', programme)
    .add('wallet = $wallet', 'wallet', wallet);
}

async function figuresOf(reader: BookReader, { where, parameters }: Conditions) {
  const held = await reader.one<Omit<z.infer<typeof Figures>, 'mismatches' | 'diverging_accounts'>>(
    `select
       coalesce(sum(points_available + points_pending), 0)::decimal(18, 2) as points_outstanding,
       coalesce(sum(points_available), 0)::decimal(18, 2) as points_available,
       coalesce(sum(points_pending), 0)::decimal(18, 2) as points_pending,
       coalesce(sum(points_debt), 0)::decimal(18, 2) as points_debt,
       coalesce(sum(points_balance), 0)::decimal(18, 2) as points_balance,
       count(*) as accounts,
       count(distinct (programme_id, member_id)) as members,
       count(*) filter (points_debt > 0) as accounts_in_debt
     from balances.accounts ${where}`,
    parameters,
  );
  const differing = await reader.one<{ mismatches: number; diverging_accounts: number }>(
    `select count(*) as mismatches, count(*) filter (is_first_divergence) as diverging_accounts
     from balances.mismatches ${where}`,
    parameters,
  );
  return jsonRow({ ...held, ...differing });
}

async function flowsOf(reader: BookReader, { where, parameters }: Conditions) {
  const flows = await reader.rows<z.infer<typeof Flow>>(
    `select month::varchar as month, kind, sum(points)::decimal(18, 2) as points,
       sum(points_change)::decimal(18, 2) as points_change, sum(events)::bigint as events
     from balances.flows ${where} group by month, kind order by month, kind`,
    parameters,
  );
  return flows.map(jsonRow);
}

async function walletsOf(reader: BookReader) {
  const wallets = await reader.rows<z.infer<typeof Wallets>[number]>(
    `select programme_id, wallet, count(*) as accounts from ledger.accounts group by all order by all`,
  );
  return wallets.map(jsonRow);
}
