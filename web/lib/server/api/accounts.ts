import { createRoute, z } from '@hono/zod-openapi';
import { Conditions, contains } from './conditions.ts';
import { Instant, Points, resource } from './environment.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const SORTABLE = [
  'member_id',
  'wallet',
  'points_outstanding',
  'points_available',
  'points_pending',
  'points_debt',
  'points_balance',
  'earned',
  'redeemed',
  'expired',
  'last_event_at',
] as const;

/** What an account holds, as a filter; the words stand in links. */
const HOLDINGS = {
  outstanding: 'points_available + points_pending > 0',
  pending: 'points_pending > 0',
  debt: 'points_debt > 0',
  nothing: 'points_available + points_pending = 0',
  mismatch: 'account_no in (select account_no from balances.mismatches)',
} as const;

const Account = z
  .object({
    programme_id: z.string(),
    wallet: z.string(),
    member_id: z.string(),
    points_outstanding: Points,
    points_available: Points,
    points_pending: Points,
    points_debt: Points,
    points_balance: Points,
    earned: Points,
    redeemed: Points,
    expired: Points,
    other: Points.openapi({
      description: 'Balance less earned plus redeemed plus expired: all other movements',
    }),
    first_event_at: Instant.nullable(),
    last_event_at: Instant.nullable(),
  })
  .openapi('Account');

const Totals = z.object({
  points_outstanding: Points,
  points_available: Points,
  points_pending: Points,
  points_debt: Points,
  points_balance: Points,
  earned: Points,
  redeemed: Points,
  expired: Points,
  other: Points,
});

const route = createRoute({
  method: 'get',
  path: '/',
  summary: 'Accounts at the as-of date; one per programme, wallet and member',
  request: {
    query: TableQuery.extend({
      q: z.string().max(200).optional().openapi({ description: 'Part of the member id' }),
      programme: z.string().max(200).optional(),
      wallet: z.string().max(200).optional(),
      holding: z.enum(Object.keys(HOLDINGS) as [keyof typeof HOLDINGS]).optional(),
      sort: z.enum(SORTABLE).optional(),
    }),
  },
  responses: tableResponses(tableBody(Account, Totals).openapi('Accounts'), 'Accounts'),
});

/** `/accounts` */
export const accounts = resource().openapi(route, (context) => {
  const query = context.req.valid('query');
  const { where, parameters } = conditionsOf(query);
  return answerTable(context, query, () => ({
    name: 'accounts',
    sql: `select programme_id, wallet, member_id,
            (points_available + points_pending)::decimal(18, 2) as points_outstanding,
            points_available, points_pending, points_debt, points_balance, earned, redeemed, expired,
            (points_balance - earned + redeemed + expired)::decimal(18, 2) as other, first_event_at, last_event_at
          from balances.accounts ${where}`,
    parameters,
    // Looking into every id costs more than what is found.
    atOnce: Boolean(query.q),
    orderBy: `${query.sort ?? 'points_outstanding'} ${query.order ?? 'desc'} nulls last, programme_id, wallet, member_id`,
    totals: Object.keys(Totals.shape)
      .map((name) => `coalesce(sum(${name}), 0)::decimal(18, 2) as ${name}`)
      .join(', '),
  }));
});

function conditionsOf(query: z.infer<typeof route.request.query>): Conditions {
  const conditions = new Conditions()
    .add(contains('member_id', 'q'), 'q', query.q)
    .add('programme_id = $programme', 'programme', query.programme)
    .add('wallet = $wallet', 'wallet', query.wallet);
  return query.holding ? conditions.require(HOLDINGS[query.holding]) : conditions;
}
