import { createRoute, z } from '@hono/zod-openapi';
import { Severity } from '#engine/contract/finding.ts';
import type { BookReader } from '../book-reader.ts';
import { BookQuery, BookSchema, Instant, Points, REFUSALS, resource } from './environment.ts';
import { jsonRow } from './table.ts';

/** A version of the terms: what it promised, whom its change reached, and what the rules found about it. */
const Version = z.object({
  programme_id: z.string(),
  wallet: z.string(),
  terms_id: z.string(),
  published_at: Instant.nullable(),
  starts_at: Instant,
  ends_at: Instant.nullable().openapi({ description: 'Null: in force' }),
  validity_kind: z.string().nullable(),
  validity_months: z.number().int().nullable(),
  point_value: z.string().nullable(),
  reminder_days: z.number().int().nullable(),
  is_adverse: z.boolean(),
  adverse_changes: z.string().nullable().openapi({ description: 'Codes with commas' }),
  source_file: z.string().nullable(),
  source_record: z.number().int().nullable(),
  notices: z.number().int().openapi({ description: 'Notices of the change, each counted once' }),
  first_notice_at: Instant.nullable(),
  holders: z
    .number()
    .int()
    .nullable()
    .openapi({ description: 'Members with points when an adverse change began' }),
  holders_told: z.number().int().nullable(),
  holders_acknowledged: z.number().int().nullable(),
  points_held: Points.nullable(),
});

const TermsFinding = z.object({
  finding_id: z.string(),
  programme_id: z.string(),
  wallet: z.string(),
  terms_id: z.string(),
  rule_id: z.string(),
  title_zh: z.string(),
  title_en: z.string(),
  severity: Severity,
  observed: z.string(),
  expected: z.string(),
  members: z.number().int().nullable(),
  points: Points.nullable(),
  lots: z.number().int().nullable().openapi({ description: 'Lots affected, where the rule counts them' }),
});

const Promises = z
  .object({ book: BookSchema, versions: z.array(Version), findings: z.array(TermsFinding) })
  .openapi('Promises');

const route = createRoute({
  method: 'get',
  path: '/',
  summary: 'Versions of the terms in time, notices of their changes, and what the rules found about them',
  request: { query: BookQuery.extend({ wallet: z.string().max(200).optional() }) },
  responses: {
    200: { description: 'The promises', content: { 'application/json': { schema: Promises } } },
    ...REFUSALS,
  },
});

/** `/promises` */
export const promises = resource().openapi(route, async (context) => {
  const { book, wallet } = context.req.valid('query');
  return context.json(await context.var.books.read(book, (reader) => promisesOf(reader, wallet)), 200);
});

async function promisesOf(reader: BookReader, wallet = ''): Promise<z.infer<typeof Promises>> {
  const ask = async <Row extends Record<string, unknown>>(sql: string) =>
    (await reader.rows<Row>(sql, { wallet })).map(jsonRow);
  return { book: reader.book, versions: await ask(VERSIONS), findings: await ask(FINDINGS) };
}

const VERSIONS = `
  with told as (
    select programme_id, terms_id, count(distinct notice_id) as notices, min(sent_at) as first_notice_at
    from data.notices where kind = 'terms_change' and terms_id is not null group by all
  ),
  reached as (
    select programme_id, wallet, terms_id, sum(members) as holders,
      coalesce(sum(members) filter (is_told), 0) as holders_told,
      coalesce(sum(members) filter (is_acknowledged), 0) as holders_acknowledged, sum(points) as points_held
    from balances.terms_reach group by all
  )
  select terms.programme_id, terms.wallet, terms.terms_id, terms.published_at, terms.starts_at, terms.ends_at,
    terms.validity_kind, terms.validity_months, terms.point_value, terms.reminder_days, terms.is_adverse,
    terms.adverse_changes, terms.source_file, terms.source_record, coalesce(told.notices, 0) as notices,
    told.first_notice_at, reached.holders::bigint as holders, reached.holders_told::bigint as holders_told,
    reached.holders_acknowledged::bigint as holders_acknowledged,
    reached.points_held::decimal(18, 2) as points_held
  from meta.terms_periods as terms
  left join told using (programme_id, terms_id)
  left join reached using (programme_id, wallet, terms_id)
  where $wallet = '' or terms.wallet = $wallet
  order by terms.programme_id, terms.wallet, terms.starts_at, terms.terms_id`;

const FINDINGS = `
  with lots as (
    select finding_id, sum((evidence ->> '$.lots')::bigint)::bigint as lots from rules.evidence
    where evidence ->> '$.lots' is not null group by finding_id
  )
  select finding.finding_id, finding.programme_id, terms.wallet, finding.terms_id, finding.rule_id, rule.title_zh,
    rule.title_en, finding.severity, finding.observed, finding.expected, finding.members, finding.points, lots.lots
  from rules.findings as finding
  join rules.rules as rule using (rule_id)
  join meta.terms_periods as terms on terms.programme_id = finding.programme_id
    and terms.terms_id = finding.terms_id and (finding.wallet is null or terms.wallet = finding.wallet)
  left join lots using (finding_id)
  where $wallet = '' or terms.wallet = $wallet
  order by list_position(['critical', 'high', 'medium', 'low', 'info'], finding.severity), finding.rule_id,
    finding.finding_id, terms.wallet`;
