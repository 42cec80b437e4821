import { createRoute, z } from '@hono/zod-openapi';
import { Conditions } from './conditions.ts';
import { resource } from './environment.ts';
import { programmeOf } from './liability-cells.ts';
import { Estimate } from './preference-rows.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const Which = {
  programme: z.string().max(200).optional(),
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
  })
  .openapi('LockIn');

const route = createRoute({
  method: 'get',
  path: '/',
  summary:
    'What a redemption, and a balance near a reward, go with: hazard of the next purchase (observational)',
  request: { query: TableQuery.extend(Which) },
  responses: tableResponses(
    tableBody(Row, z.object({ measured: z.number().int(), refused: z.number().int() })).openapi('LockIns'),
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
    return answerTable(context, query, (reader) => {
      const conditions = new Conditions()
        .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
        .add('question = $question', 'question', query.question);
      return {
        name: 'lock-in',
        sql: `select * exclude (programme_id, standard_error) from redemption.lock_in ${conditions.where}`,
        parameters: conditions.parameters,
        orderBy: `wallet is not null, array_position(['redemption', 'near', 'middle'], question), wallet`,
        totals: `count(*) filter (where status = 'measured') as measured,
          count(*) filter (where status <> 'measured') as refused`,
      };
    });
  })
  .openapi(strataRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const conditions = new Conditions()
        .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
        .add('question = $question', 'question', query.question)
        .add('wallet = $wallet', 'wallet', query.wallet);
      const arms = ['members', 'purchases', 'days'].flatMap((what) => [
        `coalesce(sum(${what}) filter (where is_exposed), 0)::bigint as exposed_${what}`,
        `coalesce(sum(${what}) filter (where not is_exposed), 0)::bigint as other_${what}`,
      ]);
      const sums = ['members', 'purchases', 'days'].flatMap((what) =>
        ['exposed', 'other'].map(
          (arm) => `coalesce(sum(${arm}_${what}) filter (where is_matched), 0)::bigint as ${arm}_${what}`,
        ),
      );
      return {
        name: `lock-in-${query.question}`,
        sql: `with strata as (
                select wallet, starts_on::varchar as starts_on, recency, frequency, affords, ${arms.join(', ')}
                from redemption.lock_in_counts ${conditions.where} group by all)
              select *, exposed_days > 0 and other_days > 0 as is_matched from strata`,
        parameters: conditions.parameters,
        orderBy: `exposed_members ${query.order ?? 'desc'}, wallet, starts_on, recency, frequency, affords`,
        totals: `${sums.join(', ')},
          coalesce(sum(exposed_members) filter (where not is_matched), 0)::bigint as unmatched_members`,
      };
    });
  });
