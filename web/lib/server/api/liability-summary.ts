import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { BookQuery, BookSchema, Points, REFUSALS, resource } from './environment.ts';
import {
  asOfMonth,
  ESTIMATE_MOVEMENTS,
  Money,
  Month,
  MOVEMENT_NAMES,
  monthPlus,
  MOVEMENTS,
  programmeOf,
} from './liability-cells.ts';
import { jsonRow } from './table.ts';

const Standing = z.object({
  points: Points.openapi({ description: 'Outstanding, pending included' }),
  money: Money.nullable().openapi({ description: 'Null where no wallet has values per point' }),
  contract_liability: Money.nullable(),
  provision: Money.nullable(),
  pending: Points,
  debt: Points,
});

const Step = z.object({
  movement: z.enum([...MOVEMENT_NAMES, ...ESTIMATE_MOVEMENTS]),
  points: Points.nullable().openapi({ description: 'Signed, as it changes the balance; null: money only' }),
  money: Money.nullable(),
});

const WalletRow = z.object({
  wallet: z.string(),
  now: Standing,
  before: Standing,
  expected_rate: z.number().nullable().openapi({ description: 'Expected redemption ÷ issued, all vintages' }),
  method: z.string().nullable(),
});

const MonthRow = z.object({
  month: Month,
  points: Points,
  money: Money.nullable(),
  contract_liability: Money.nullable(),
  provision: Money.nullable(),
});

const Missing = z.object({
  wallet: z.string().nullable(),
  figure: z.string(),
  missing: z.string(),
  points: Points.nullable(),
});

const Summary = z
  .object({
    book: BookSchema,
    programme: z.string(),
    currency: z.string(),
    entity: z.string().openapi({ description: 'Whose books: `operator` or `merchant:<id>`' }),
    journal: z.enum(['reclassify', 'full']),
    default_role: z.enum(['principal', 'agent']),
    month: Month,
    compared: Month,
    is_closed: z.boolean().openapi({ description: 'The month compared with has been closed' }),
    now: Standing,
    before: Standing,
    bridge: z.array(Step).openapi({ description: 'Why it changed; adds up to now less before' }),
    wallets: z.array(WalletRow),
    months: z.array(MonthRow),
    unvalued_points: Points.openapi({ description: 'Outstanding in wallets without any value per point' }),
    missing: z.array(Missing),
    closes: z.array(
      z.object({
        period: Month,
        book_id: z.string(),
        preparer: z.string().nullable(),
        approver: z.string().nullable(),
      }),
    ),
  })
  .openapi('Liability');

const route = createRoute({
  method: 'get',
  path: '/',
  summary: 'The liability at the as-of date against an earlier month’s end, and why it changed',
  request: {
    query: BookQuery.extend({
      programme: z.string().max(200).optional(),
      wallet: z.string().max(200).optional(),
      compare: Month.optional().openapi({
        description:
          'Month whose end is compared with; default the last closed one, else the one before the as-of date’s',
      }),
    }),
  },
  responses: {
    200: { description: 'The liability', content: { 'application/json': { schema: Summary } } },
    ...REFUSALS,
  },
});
type Query = z.infer<typeof route.request.query>;

/** `/liability` */
export const liabilitySummary = resource().openapi(route, async (context) => {
  const query = context.req.valid('query');
  const body = await context.var.books.read(query.book, (reader) => summary(reader, query));
  return context.json(body, 200);
});

interface Scope {
  readonly programme: string;
  readonly wallet: string | undefined;
  readonly month: string;
  readonly compared: string;
}

async function summary(reader: BookReader, query: Query): Promise<z.infer<typeof Summary>> {
  const programme = programmeOf(reader, query.programme);
  const policy = await reader.one<Pick<z.infer<typeof Summary>, 'entity' | 'journal' | 'default_role'>>(
    `select entity, journal, default_role from meta.liability_policies where programme_id = $programme`,
    { programme },
  );
  const closes = await reader.rows<z.infer<typeof Summary>['closes'][number]>(
    `select strftime(period, '%Y-%m') as period, book_id, preparer, approver from meta.closes
     where programme_id = $programme order by period desc`,
    { programme },
  );
  const month = asOfMonth(reader);
  const closed = closes.map(({ period }) => period);
  const compared = query.compare ?? closed.find((period) => period < month) ?? monthPlus(month, -1);
  if (compared >= month)
    throw new Problem(
      400,
      'bad_request',
      `The parameter compare is not usable: ${compared} does not lie before ${month}, the month of the book.`,
    );
  const scope = { programme, wallet: query.wallet, month, compared };
  const wallets = await walletRows(reader, scope);
  return {
    book: reader.book,
    programme,
    currency: reader.programmes.find(({ id }) => id === programme)!.currency,
    ...policy,
    month,
    compared,
    is_closed: closed.includes(compared),
    now: await standing(reader, scope, month),
    before: await standing(reader, scope, compared),
    bridge: await bridge(reader, scope),
    wallets,
    months: await months(reader, scope),
    ...(await unvalued(reader, scope)),
    missing: await reader.rows(
      `select wallet, figure, missing, points from liability.not_evaluable where programme_id = $programme
       ${walletOr(scope, 'wallet')} order by figure, wallet nulls first, missing`,
      parametersOf(scope),
    ),
    closes,
  };
}

const DAY = (name: string) => `strptime($${name}, '%Y-%m')::date`;

function walletIs(scope: Scope, column = 'wallet'): string {
  return scope.wallet ? `and ${column} = $wallet` : '';
}

/** What concerns the whole programme concerns each wallet of it. */
function walletOr(scope: Scope, column: string): string {
  return scope.wallet ? `and coalesce(${column}, $wallet) = $wallet` : '';
}

function parametersOf(scope: Scope, more: Record<string, string> = {}): Record<string, string> {
  return { programme: scope.programme, ...(scope.wallet ? { wallet: scope.wallet } : {}), ...more };
}

const STANDING = `coalesce(sum(closing), 0)::decimal(18, 2) as points, sum(closing_money)::decimal(18, 4) as money,
  coalesce(sum(pending_closing), 0)::decimal(18, 2) as pending, coalesce(sum(debt_closing), 0)::decimal(18, 2) as debt`;
const TREATED = `sum(closing_money) filter (treatment = 'contract_liability')::decimal(18, 4) as contract_liability,
  sum(closing_money) filter (treatment = 'provision')::decimal(18, 4) as provision`;

type Held = z.infer<typeof Standing>;

async function standing(reader: BookReader, scope: Scope, month: string): Promise<Held> {
  const parameters = parametersOf(scope, { month });
  const held = await reader.one<Held>(
    `select ${STANDING} from liability.rollforward_slices where dimension = 'all' and programme_id = $programme
       and month = ${DAY('month')} ${walletIs(scope)}`,
    parameters,
  );
  const treated = await reader.one<Held>(
    `select ${TREATED} from liability.month_totals where programme_id = $programme and month = ${DAY('month')}
       ${walletIs(scope)}`,
    parameters,
  );
  return { ...held, ...treated };
}

/** Every movement after the month compared with, signed as it changes the balance. */
async function bridge(reader: BookReader, scope: Scope): Promise<z.infer<typeof Step>[]> {
  const sums = [
    ...MOVEMENT_NAMES.flatMap((name) => [
      `(${MOVEMENTS[name]} * coalesce(sum(${name}), 0))::decimal(18, 2) as ${name}`,
      `(${MOVEMENTS[name]} * sum(${name}_money))::decimal(18, 4) as ${name}_money`,
    ]),
    ...ESTIMATE_MOVEMENTS.map((name) => `sum(${name})::decimal(18, 4) as ${name}_money`),
  ];
  const found = await reader.one<Record<string, string | null>>(
    `select ${sums.join(', ')} from liability.rollforward_slices where dimension = 'all' and programme_id = $programme
       and month > ${DAY('compared')} and month <= ${DAY('month')} ${walletIs(scope)}`,
    parametersOf(scope, { month: scope.month, compared: scope.compared }),
  );
  return [...MOVEMENT_NAMES, ...ESTIMATE_MOVEMENTS].map((movement) => ({
    movement,
    points: found[movement] ?? null,
    money: found[`${movement}_money`] ?? null,
  }));
}

interface WalletStanding extends Held {
  readonly wallet: string;
  readonly month: string;
}

async function walletRows(reader: BookReader, scope: Scope): Promise<z.infer<typeof WalletRow>[]> {
  const parameters = parametersOf(scope, { month: scope.month, compared: scope.compared });
  const at = `programme_id = $programme and month in (${DAY('month')}, ${DAY('compared')}) ${walletIs(scope)}`;
  const found = await reader.rows<WalletStanding>(
    `with held as (
       select wallet, strftime(month, '%Y-%m') as month, ${STANDING} from liability.rollforward_slices
       where dimension = 'all' and ${at} group by all),
     treated as (
       select wallet, strftime(month, '%Y-%m') as month, ${TREATED} from liability.month_totals where ${at} group by all)
     select held.*, treated.contract_liability, treated.provision from held left join treated using (wallet, month)
     order by wallet, month`,
    parameters,
  );
  const estimates = await reader.rows<{ wallet: string; rate: number | null; method: string }>(
    `select wallet, rate, method from liability.estimate_totals
     where programme_id = $programme and is_chosen ${walletIs(scope)}`,
    parametersOf(scope),
  );
  const none: Held = {
    points: '0.00',
    money: null,
    contract_liability: null,
    provision: null,
    pending: '0.00',
    debt: '0.00',
  };
  return [...new Set(found.map(({ wallet }) => wallet))].map((wallet) => {
    const of = (month: string): Held => {
      const row = found.find((each) => each.wallet === wallet && each.month === month);
      if (!row) return none;
      const { points, money, contract_liability, provision, pending, debt } = row;
      return { points, money, contract_liability, provision, pending, debt };
    };
    const estimate = estimates.find((each) => each.wallet === wallet);
    return {
      wallet,
      now: of(scope.month),
      before: of(scope.compared),
      expected_rate: estimate?.rate ?? null,
      method: estimate?.method ?? null,
    };
  });
}

async function months(reader: BookReader, scope: Scope): Promise<z.infer<typeof MonthRow>[]> {
  const found = await reader.rows<z.infer<typeof MonthRow>>(
    `with held as (
       select month, ${STANDING} from liability.rollforward_slices
       where dimension = 'all' and programme_id = $programme ${walletIs(scope)} group by month),
     treated as (
       select month, ${TREATED} from liability.month_totals where programme_id = $programme ${walletIs(scope)}
       group by month)
     select strftime(month, '%Y-%m') as month, held.points, held.money, treated.contract_liability, treated.provision
     from held left join treated using (month) order by month`,
    parametersOf(scope),
  );
  return found.map(jsonRow);
}

async function unvalued(reader: BookReader, scope: Scope): Promise<{ unvalued_points: string }> {
  return reader.one(
    `select coalesce(sum(closing) filter (closing_money is null), 0)::decimal(18, 2) as unvalued_points
     from liability.rollforward_slices where dimension = 'all' and programme_id = $programme
       and month = ${DAY('month')} ${walletIs(scope)}`,
    parametersOf(scope, { month: scope.month }),
  );
}
