import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Conditions } from './conditions.ts';
import { Points, resource } from './environment.ts';
import { Money, Month, programmeOf } from './liability-cells.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const Query = TableQuery.extend({
  programme: z.string().max(200).optional().openapi({ description: 'Default: the first of the book' }),
  wallet: z.string().max(200).optional(),
});
const None = z.object({});
const Estimate = z.number().nullable().openapi({ description: 'A double of ten significant digits' });
const Basis = z
  .enum(['increments', 'factors'])
  .openapi({ description: 'Increments ÷ issued (additive method), or development factors (chain ladder)' });

const CalendarTest = z
  .object({
    wallet: z.string(),
    basis: Basis,
    periods: z.number().int(),
    statistic: Estimate.openapi({ description: 'Σ min(above, below the median) over the months' }),
    expected: Estimate,
    variance: Estimate,
    p_value: Estimate,
    status: z.string(),
  })
  .openapi('CalendarYearTest');

const testsRoute = createRoute({
  method: 'get',
  path: '/calendar-year-tests',
  summary: 'Did calendar months move all vintages at once? Mack’s test (1994, appendix H) by wallet',
  request: { query: Query },
  responses: tableResponses(tableBody(CalendarTest, None).openapi('CalendarYearTests'), 'The tests'),
});

const CalendarMonth = z
  .object({
    wallet: z.string(),
    basis: Basis,
    period: Month,
    above: z.number().int().openapi({ description: 'Vintages above the median of their age' }),
    below: z.number().int(),
  })
  .openapi('CalendarMonth');

const monthsRoute = createRoute({
  method: 'get',
  path: '/calendar-years',
  summary: 'Of each calendar month: how many vintages redeemed above and below the median of their age',
  request: { query: Query },
  responses: tableResponses(tableBody(CalendarMonth, None).openapi('CalendarMonths'), 'The months'),
});

const Dormancy = z
  .object({
    wallet: z.string(),
    months: z.number().int().openapi({ description: 'Of silence, after which an account counts as dormant' }),
    follow_up_months: z
      .number()
      .int()
      .openapi({ description: 'For which it was watched afterwards, at least' }),
    remote_below: z.number(),
    confidence: z.number(),
    observed: z.number().int().openapi({ description: 'Dormant accounts that held points' }),
    reactivated: z.number().int().openapi({ description: 'Of these, redeemed again' }),
    rate: Estimate,
    upper_bound: z.number(),
    is_remote: z.boolean(),
    stated_breakage: z.number().openapi({ description: 'By the policy breakage_of_lifetime' }),
    applied_breakage: z
      .number()
      .openapi({ description: 'The stated one where redemption is remote, else none' }),
  })
  .openapi('Dormancy');

const dormancyRoute = createRoute({
  method: 'get',
  path: '/dormancy',
  summary:
    'Is redemption remote after long silence? The test that breakage of lifetime points rests on (IFRS 15 B46)',
  request: { query: Query },
  responses: tableResponses(tableBody(Dormancy, None).openapi('Dormancies'), 'The tests'),
});

const Payable = z
  .object({
    month: Month,
    wallet: z.string(),
    is_sale: z.boolean(),
    owed_to: z.string().nullable().openapi({
      description:
        'Whose points they are, where the policy points_of_others names it; else the programme’s operator',
    }),
    points_issued: Points,
    points_reversed: Points,
    points_unpriced: Points.openapi({ description: 'Issued while no price was in force: not evaluable' }),
    payable: Money,
    payable_reversed: Money,
  })
  .openapi('PointsPayable');
const PayableSums = z.object({ points_issued: Points, payable: Money, payable_reversed: Money });

const payablesRoute = createRoute({
  method: 'get',
  path: '/payables',
  summary: 'What a merchant that is agent for its points owes the operator for those it handed out',
  request: { query: Query.extend({ from: Month.optional(), to: Month.optional() }) },
  responses: tableResponses(tableBody(Payable, PayableSums).openapi('PointsPayables'), 'Payables'),
});

/** What the estimates are doubted by, and what is owed outside of the liability. */
export const liabilityDiagnostics = resource()
  .openapi(testsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const { where, parameters } = narrowed(reader, query);
      return {
        name: 'calendar-year-tests',
        sql: `select wallet, basis, periods, statistic, expected, variance, p_value, status
              from liability.calendar_year_tests ${where}`,
        parameters,
        orderBy: 'wallet, basis desc',
      };
    });
  })
  .openapi(monthsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const { where, parameters } = narrowed(reader, query);
      return {
        name: 'calendar-years',
        sql: `select wallet, basis, strftime(period, '%Y-%m') as period, above, below
              from liability.calendar_years ${where}`,
        parameters,
        orderBy: `wallet, basis desc, period ${query.order ?? 'asc'}`,
      };
    });
  })
  .openapi(dormancyRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const { where, parameters } = narrowed(reader, query);
      return {
        name: 'dormancy',
        sql: `select wallet, months, follow_up_months, remote_below, confidence, observed, reactivated, rate,
                upper_bound, is_remote, stated_breakage, applied_breakage from liability.dormancy ${where}`,
        parameters,
        orderBy: 'wallet',
      };
    });
  })
  .openapi(payablesRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const { where, parameters } = narrowed(reader, query)
        .add(`month >= strptime($from, '%Y-%m')::date`, 'from', query.from)
        .add(`month <= strptime($to, '%Y-%m')::date`, 'to', query.to);
      return {
        name: 'payables',
        sql: `with others as (
                select programme_id, other->>'wallet' as wallet, other->>'operator' as operator
                from (select programme_id, unnest(from_json(settings->'points_of_others', '["json"]')) as other
                  from meta.liability_policies))
              select strftime(payable.month, '%Y-%m') as month, payable.wallet, payable.is_sale,
                others.operator as owed_to, payable.points_issued, payable.points_reversed, payable.points_unpriced,
                payable.payable, payable.payable_reversed
              from (select * from liability.payables ${where}) as payable
              left join others on others.programme_id = payable.programme_id and others.wallet = payable.wallet`,
        parameters,
        orderBy: `month ${query.order ?? 'desc'}, wallet, is_sale desc`,
        totals: `coalesce(sum(points_issued), 0)::decimal(18, 2) as points_issued,
          coalesce(sum(payable), 0)::decimal(18, 4) as payable,
          coalesce(sum(payable_reversed), 0)::decimal(18, 4) as payable_reversed`,
      };
    });
  });

function narrowed(
  reader: BookReader,
  query: { programme?: string | undefined; wallet?: string | undefined },
): Conditions {
  return new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('wallet = $wallet', 'wallet', query.wallet);
}
