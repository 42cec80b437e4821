import { createRoute, z } from '@hono/zod-openapi';
import { Conditions, contains } from './conditions.ts';
import { Instant, Points, resource } from './environment.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const SORTABLE = [
  'member_id',
  'wallet',
  'reported_for',
  'reported',
  'recomputed',
  'difference',
  'size',
] as const;

const Mismatch = z
  .object({
    programme_id: z.string(),
    wallet: z.string(),
    member_id: z.string(),
    source: z.enum(['balance_after', 'reported_balances']),
    event_source: z.string().nullable(),
    event_id: z.string().nullable(),
    event_type: z.string().nullable(),
    reported_for: Instant.openapi({ description: 'The instant that the reported balance is of' }),
    reported: Points,
    recomputed: Points,
    difference: Points.openapi({ description: 'Reported less recomputed' }),
    is_first_divergence: z.boolean().openapi({ description: 'The first mismatch of its account' }),
    source_file: z.string().nullable(),
    source_record: z.number().int().nullable(),
  })
  .openapi('Mismatch');

const Totals = z.object({ accounts: z.number().int(), difference: Points });

const route = createRoute({
  method: 'get',
  path: '/',
  summary:
    'Reported balances that differ from the recomputed ones, with the first divergent event of each account',
  request: {
    query: TableQuery.extend({
      q: z.string().max(200).optional().openapi({ description: 'Part of the member id' }),
      programme: z.string().max(200).optional(),
      wallet: z.string().max(200).optional(),
      source: z.enum(['balance_after', 'reported_balances']).optional(),
      first: z.enum(['true', 'false']).optional().openapi({ description: 'Only the first of each account' }),
      sort: z.enum(SORTABLE).optional(),
    }),
  },
  responses: tableResponses(tableBody(Mismatch, Totals).openapi('Mismatches'), 'Mismatches'),
});

/** `/mismatches` */
export const mismatches = resource().openapi(route, (context) => {
  const query = context.req.valid('query');
  const conditions = new Conditions()
    .add(contains('mismatch.member_id', 'q'), 'q', query.q)
    .add('mismatch.programme_id = $programme', 'programme', query.programme)
    .add('mismatch.wallet = $wallet', 'wallet', query.wallet)
    .add('mismatch.source = $source', 'source', query.source);
  if (query.first === 'true') conditions.require('mismatch.is_first_divergence');
  const sort = query.sort === 'size' || !query.sort ? 'abs(difference)' : query.sort;
  return answerTable(context, query, () => ({
    name: 'mismatches',
    sql: `select mismatch.programme_id, mismatch.wallet, mismatch.member_id, mismatch.source, mismatch.event_source,
            mismatch.event_id, entry.event_type, mismatch.reported_for, mismatch.reported, mismatch.recomputed,
            mismatch.difference::decimal(18, 2) as difference, mismatch.is_first_divergence, mismatch.source_file,
            mismatch.source_record
          from balances.mismatches as mismatch left join ledger.entries as entry using (entry_no)
          ${conditions.where}`,
    parameters: conditions.parameters,
    orderBy: `${sort} ${query.order ?? 'desc'}, programme_id, wallet, member_id, reported_for, source`,
    totals: `count(distinct (programme_id, wallet, member_id)) as accounts,
      coalesce(sum(difference), 0)::decimal(18, 2) as difference`,
  }));
});
