import { createRoute, z } from '@hono/zod-openapi';
import { Conditions } from './conditions.ts';
import { resource } from './environment.ts';
import { programmeOf } from './liability-cells.ts';
import { Estimate } from './preference-rows.ts';
import { Problem } from '../problem.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const Year = z.coerce.number().int().min(1990).max(2200).optional();
const Which = {
  programme: z.string().max(200).optional(),
  from: Year.openapi({ description: 'First year of the quarters compared; default: all' }),
  to: Year,
  question: z.enum(['redemption', 'near', 'middle']).optional(),
};

const Row = z
  .object({
    wallet: z.string().nullable().openapi({ description: 'Null: all, each matched with its own' }),
    question: z.enum(['redemption', 'near', 'middle']),
    status: z.enum(['measured', 'too_few', 'no_match']),
    ratio: Estimate.openapi({ description: 'Hazard of the next purchase, exposed ÷ matched others' }),
    ratio_low: Estimate,
    ratio_high: Estimate,
    e_value: Estimate,
    exposed_members: z.number().int().openapi({ description: 'Member-quarters' }),
    exposed_purchases: z.number().int(),
    exposed_days: z.number().int(),
    other_members: z.number().int(),
    other_purchases: z.number().int(),
    other_days: z.number().int(),
    unmatched_members: z.number().int(),
    one_in: z.number().int(),
    ratio_before: Estimate.openapi({ description: 'The same in as many years before' }),
    ratio_before_low: Estimate,
    ratio_before_high: Estimate,
  })
  .openapi('LockIn');

const route = createRoute({
  method: 'get',
  path: '/',
  summary:
    'What a redemption, and a balance near a reward, go with: hazard of the next purchase (observational)',
  request: { query: TableQuery.extend(Which) },
  responses: tableResponses(
    tableBody(
      Row,
      z.object({
        measured: z.number().int(),
        refused: z.number().int(),
        first_year: z.number().int().nullable().openapi({ description: 'Years that can be asked for' }),
        last_year: z.number().int().nullable(),
      }),
    ).openapi('LockIns'),
    'Matched comparisons',
  ),
});

const strataRoute = createRoute({
  method: 'get',
  path: '/strata',
  summary: 'The matched members behind a comparison, by quarter, recency, frequency and reach',
  request: {
    query: TableQuery.extend({
      ...Which,
      question: z.enum(['redemption', 'near', 'middle']),
      wallet: z.string().max(200).optional(),
    }),
  },
  responses: tableResponses(
    tableBody(
      z.object({
        wallet: z.string(),
        starts_on: z.string(),
        recency: z.number().int(),
        frequency: z.number().int(),
        affords: z.boolean(),
        exposed_members: z.number().int(),
        exposed_purchases: z.number().int(),
        exposed_days: z.number().int(),
        other_members: z.number().int(),
        other_purchases: z.number().int(),
        other_days: z.number().int(),
        is_matched: z.boolean(),
      }),
      z.object({
        exposed_members: z.number().int(),
        exposed_purchases: z.number().int(),
        exposed_days: z.number().int(),
        other_members: z.number().int(),
        other_purchases: z.number().int(),
        other_days: z.number().int(),
        unmatched_members: z.number().int(),
      }),
    ).openapi('LockInStrata'),
    'Strata; the sums are over matched ones',
  ),
});

/** `/lock-in` */
export const lockIn = resource()
  .openapi(route, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, async (reader) => {
      const programme = programmeOf(reader, query.programme);
      const [known] = await reader.rows<{ first: number | null; last: number | null }>(
        'select min(from_year) as first, max(to_year) as last from redemption.lock_in where programme_id = $programme',
        { programme },
      );
      const span = yearsOf(query, known!);
      const conditions = new Conditions()
        .add('programme_id = $programme', 'programme', programme)
        .add('question = $question', 'question', query.question);
      return {
        name: `lock-in${span ? `-${span.from}-${span.to}` : ''}`,
        sql: `with chosen as (from redemption.lock_in ${conditions.where}),
              now as (from chosen where from_year is not distinct from $from and to_year is not distinct from $to),
              past as (from chosen where from_year = $before_from and to_year = $before_to)
              select now.* exclude (programme_id, standard_error, from_year, to_year), past.ratio as ratio_before,
                past.ratio_low as ratio_before_low, past.ratio_high as ratio_before_high
              from now left join past on past.wallet is not distinct from now.wallet and past.question = now.question
              where now.exposed_members > 0 or now.unmatched_members > 0`,
        parameters: {
          ...conditions.parameters,
          from: span?.from ?? null,
          to: span?.to ?? null,
          before_from: span ? 2 * span.from - span.to - 1 : null,
          before_to: span ? span.from - 1 : null,
        },
        orderBy: `wallet is not null, array_position(['redemption', 'near', 'middle'], question), wallet`,
        totals: `count(*) filter (where status = 'measured') as measured,
          count(*) filter (where status <> 'measured') as refused, ${known!.first ?? 'null'}::integer as first_year,
          ${known!.last ?? 'null'}::integer as last_year`,
      };
    });
  })
  .openapi(strataRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const conditions = new Conditions()
        .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
        .add('question = $question', 'question', query.question)
        .add('wallet = $wallet', 'wallet', query.wallet)
        .add('year(starts_on) >= $from', 'from', query.from)
        .add('year(starts_on) <= $to', 'to', query.to);
      const sums = ['members', 'purchases', 'days'].flatMap((what) =>
        ['exposed', 'other'].map(
          (arm) => `coalesce(sum(${arm}_${what}) filter (where is_matched), 0)::bigint as ${arm}_${what}`,
        ),
      );
      return {
        name: `lock-in-${query.question}`,
        sql: `select * exclude (programme_id, question) replace (starts_on::varchar as starts_on),
                exposed_days > 0 and other_days > 0 as is_matched
              from redemption.lock_in_strata ${conditions.where}`,
        parameters: conditions.parameters,
        orderBy: `exposed_members ${query.order ?? 'desc'}, wallet, starts_on, recency, frequency, affords`,
        totals: `${sums.join(', ')},
          coalesce(sum(exposed_members) filter (where not is_matched), 0)::bigint as unmatched_members`,
      };
    });
  });

/**
 * The calendar years asked for, at most those the book knows; undefined: the whole ledger.
 *
 * @throws Problem where they end before they begin
 */
function yearsOf(
  { from, to }: { from?: number | undefined; to?: number | undefined },
  { first, last }: { first: number | null; last: number | null },
): { from: number; to: number } | undefined {
  if ((from === undefined && to === undefined) || first === null || last === null) return undefined;
  const span = { from: Math.max(from ?? first, first), to: Math.min(to ?? last, last) };
  if (span.from > span.to)
    throw new Problem(
      400,
      'bad_request',
      `Members are compared in the years ${first} to ${last}: choose among them.`,
    );
  return span;
}
