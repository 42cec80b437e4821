import { createRoute, z } from '@hono/zod-openapi';
import { foundIn, foundParameters, foundSql } from '../found.ts';
import { BookQuery, Instant, Points, REFUSALS, resource } from './environment.ts';
import { detailOf, FindingDetail } from './finding-detail.ts';
import { Amount, FindingId, FindingRow } from './finding-row.ts';
import { Changes, changesOf } from './findings-changes.ts';
import { FindingsGroup, GROUPINGS, groupsSql } from './findings-groups.ts';
import { findingConditions, FindingsQuery, SEVERITY_ORDER, STATUS_ORDER } from './findings-query.ts';
import { summaryOf, Summary } from './findings-summary.ts';
import { Trend, trendOf } from './findings-trend.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const SORTABLE = [
  'severity',
  'nature',
  'rule_id',
  'occurred_at',
  'subject_id',
  'members',
  'points',
  'status',
  'owner',
  'due_on',
] as const;

/** Columns whose order is not that of their text. */
const ORDERS: Partial<Record<(typeof SORTABLE)[number], string>> = {
  severity: SEVERITY_ORDER,
  status: STATUS_ORDER,
};

const Totals = z.object({
  violations: z.number().int(),
  indicators: z.number().int(),
  undecided: z.number().int().openapi({ description: 'Open or under investigation' }),
});

const listRoute = createRoute({
  method: 'get',
  path: '/',
  summary: 'What the rules found: one row per defect, violations and indicators told apart',
  request: {
    query: FindingsQuery.extend({ sort: z.enum(SORTABLE).optional() }),
  },
  responses: tableResponses(tableBody(FindingRow, Totals).openapi('Findings'), 'Findings'),
});

const groupsRoute = createRoute({
  method: 'get',
  path: '/groups',
  summary: 'The findings of such a list gathered by what they have in common',
  request: { query: FindingsQuery.extend({ by: z.enum(GROUPINGS) }) },
  responses: tableResponses(tableBody(FindingsGroup, Totals).openapi('FindingsGroups'), 'Groups'),
});

const summaryRoute = createRoute({
  method: 'get',
  path: '/summary',
  summary: 'Findings by severity, group, law and month, and what could not be judged',
  request: { query: BookQuery },
  responses: {
    200: { description: 'The summary', content: { 'application/json': { schema: Summary } } },
    ...REFUSALS,
  },
});

const changesRoute = createRoute({
  method: 'get',
  path: '/changes',
  summary: 'What is new or gone since the book before, and what of the law changes after the as-of day',
  request: { query: BookQuery },
  responses: {
    200: { description: 'The changes', content: { 'application/json': { schema: Changes } } },
    ...REFUSALS,
  },
});

const trendRoute = createRoute({
  method: 'get',
  path: '/trend',
  summary: 'Findings by severity in the book of each as-of day',
  request: { query: BookQuery },
  responses: {
    200: { description: 'The trend', content: { 'application/json': { schema: Trend } } },
    ...REFUSALS,
  },
});

const ofFinding = { params: z.object({ id: FindingId }) };

const detailRoute = createRoute({
  method: 'get',
  path: '/{id}',
  summary: 'One finding with the law, parameters and terms in force when it happened, and related findings',
  request: { ...ofFinding, query: BookQuery },
  responses: {
    200: { description: 'The finding', content: { 'application/json': { schema: FindingDetail } } },
    ...REFUSALS,
  },
});

const Evidence = z
  .object({
    ordinal: z.number().int(),
    occurred_at: Instant,
    member_id: z.string().nullable(),
    wallet: z.string().nullable(),
    event_source: z.string().nullable(),
    event_id: z.string().nullable(),
    observed: z.string(),
    expected: z.string(),
    points: Points.nullable(),
    money: Amount.nullable(),
    evidence: z.string().openapi({ description: 'The values compared, as JSON' }),
    source_file: z.string().nullable(),
    source_record: z.number().int().nullable(),
  })
  .openapi('Evidence');

const evidenceRoute = createRoute({
  method: 'get',
  path: '/{id}/evidence',
  summary: 'The evidence of a finding, row by row, down to file and record',
  request: { ...ofFinding, query: TableQuery },
  responses: tableResponses(tableBody(Evidence, z.object({})).openapi('EvidenceRows'), 'Evidence'),
});

/** `/findings` */
export const findings = resource()
  .openapi(listRoute, (context) => {
    const query = context.req.valid('query');
    const conditions = findingConditions(query);
    const sort = ORDERS[query.sort ?? 'severity'] ?? query.sort;
    return answerTable(context, query, async (reader) => ({
      name: 'findings',
      sql: `select finding.* exclude (citations) from (${foundSql}) as finding ${conditions.where}`,
      parameters: { ...conditions.parameters, ...foundParameters(await foundIn(context, reader)) },
      orderBy: `${sort} ${query.order ?? 'desc'} nulls last, rule_id, occurred_at, finding_id`,
      totals: `count(*) filter (nature = 'violation') as violations,
        count(*) filter (nature = 'indicator') as indicators,
        count(*) filter (status in ('open', 'investigating')) as undecided`,
    }));
  })
  .openapi(groupsRoute, (context) => {
    const query = context.req.valid('query');
    const conditions = findingConditions(query);
    const { sql, orderBy } = groupsSql(query.by, conditions.where);
    return answerTable(context, query, async (reader) => ({
      name: `findings-by-${query.by}`,
      sql,
      parameters: { ...conditions.parameters, ...foundParameters(await foundIn(context, reader)) },
      orderBy,
      totals: `coalesce(sum(violations), 0)::bigint as violations, coalesce(sum(indicators), 0)::bigint as indicators,
        coalesce(sum(undecided), 0)::bigint as undecided`,
    }));
  })
  .openapi(summaryRoute, async (context) => {
    const { book } = context.req.valid('query');
    return context.json(await context.var.books.read(book, summaryOf), 200);
  })
  .openapi(changesRoute, async (context) => {
    const { book } = context.req.valid('query');
    const { books } = context.var;
    return context.json(await books.read(book, (reader) => changesOf(books, reader)), 200);
  })
  .openapi(trendRoute, async (context) => {
    const { book } = context.req.valid('query');
    const { books } = context.var;
    return context.json(await books.read(book, (reader) => trendOf(books, reader)), 200);
  })
  .openapi(detailRoute, async (context) => {
    const { id } = context.req.valid('param');
    const { book } = context.req.valid('query');
    return context.json(await context.var.books.read(book, (reader) => detailOf(context, reader, id)), 200);
  })
  .openapi(evidenceRoute, (context) => {
    const query = context.req.valid('query');
    const { id } = context.req.valid('param');
    return answerTable(context, query, () => ({
      name: `evidence-${id.slice(0, 12)}`,
      // A lot without an entry of its own is traced to the entry that opened it.
      sql: `select evidence.ordinal, evidence.occurred_at, coalesce(evidence.member_id, entry.member_id) as member_id,
              entry.wallet, entry.source as event_source, entry.event_id, evidence.observed, evidence.expected,
              evidence.points, evidence.money, evidence.evidence::varchar as evidence,
              coalesce(evidence.source_file, entry.source_file) as source_file,
              case when evidence.source_file is null then entry.source_record else evidence.source_record end
                as source_record
            from rules.evidence as evidence
            left join lots.lot_facts as lot using (lot_no)
            left join ledger.entries as entry on entry.entry_no = coalesce(evidence.entry_no, lot.opening_entry_no)
            where evidence.finding_id = $id`,
      parameters: { id },
      orderBy: `ordinal ${query.order ?? 'asc'}`,
    }));
  });
