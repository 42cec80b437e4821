import { createRoute, z } from '@hono/zod-openapi';
import { CitationStatus } from '#engine/contract/citation.ts';
import { Nature, Severity, SUBJECT_TYPES, SubjectType } from '#engine/contract/finding.ts';
import { GROUP_IDS } from '#engine/rules/rule.ts';
import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { Conditions, contains } from './conditions.ts';
import { BookQuery, BookSchema, Instant, Points, REFUSALS, resource } from './environment.ts';
import { summaryOf, Summary } from './findings-summary.ts';
import { answerTable, jsonRow, tableBody, TableQuery, tableResponses } from './table.ts';

const SORTABLE = ['severity', 'nature', 'rule_id', 'occurred_at', 'subject_id', 'members', 'points'] as const;

const FindingId = z.string().regex(/^[0-9a-f]{64}$/, 'the id of a finding is 64 hexadecimal digits');
const Amount = z.string().openapi({ description: 'Yuan, four decimals, exact' });

const FindingRow = z
  .object({
    finding_id: FindingId,
    severity: Severity,
    nature: Nature,
    rule_id: z.string(),
    group_id: z.enum(GROUP_IDS),
    title_zh: z.string(),
    title_en: z.string(),
    programme_id: z.string(),
    subject_type: SubjectType,
    subject_id: z.string(),
    wallet: z.string().nullable(),
    source: z.string().nullable(),
    event_id: z.string().nullable(),
    terms_id: z.string().nullable(),
    occurred_at: Instant,
    observed: z.string(),
    expected: z.string(),
    members: z.number().int().nullable(),
    points: Points.nullable(),
    money: Amount.nullable(),
    penalty_low: Amount.nullable(),
    penalty_high: Amount.nullable(),
    evidence_rows: z.number().int(),
    explanation: z.string().openapi({ description: 'Chinese' }),
    explanation_en: z.string(),
  })
  .openapi('Finding');

const FINDING = `select finding.finding_id, finding.severity, finding.nature, finding.rule_id, rule.group_id,
    rule.title_zh, rule.title_en, finding.programme_id, finding.subject_type, finding.subject_id, finding.wallet,
    finding.source, finding.event_id, finding.terms_id, finding.occurred_at, finding.observed, finding.expected,
    finding.members, finding.points, finding.money, finding.penalty_low, finding.penalty_high,
    finding.evidence_rows, finding.explanation, finding.explanation_en
  from rules.findings as finding join rules.rules as rule using (rule_id)`;

const LOCAL_MONTH = `(select strftime(timezone(programme.time_zone, finding.occurred_at), '%Y-%m')
  from meta.programmes as programme where programme.programme_id = finding.programme_id) = $month`;

const IN_LAW = `exists (select 1 from rules.citations as citation where citation.rule_id = finding.rule_id
  and list_contains(finding.citations::integer[], citation.citation_no) and citation.law_zh = $law)`;

const Totals = z.object({ violations: z.number().int(), indicators: z.number().int() });

const listRoute = createRoute({
  method: 'get',
  path: '/',
  summary: 'What the rules found: one row per defect, violations and indicators told apart',
  request: {
    query: TableQuery.extend({
      q: z.string().max(200).optional().openapi({ description: 'Part of the subject, event or terms id' }),
      programme: z.string().max(200).optional(),
      wallet: z.string().max(200).optional(),
      severity: Severity.optional(),
      nature: Nature.optional(),
      group: z.enum(GROUP_IDS).optional(),
      rule: z.string().max(200).optional(),
      law: z.string().max(200).optional().openapi({ description: 'Chinese title of a law in force then' }),
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is like 2025-12')
        .optional()
        .openapi({ description: "Month of the programme's calendar" }),
      subject_type: z.enum(SUBJECT_TYPES).optional(),
      sort: z.enum(SORTABLE).optional(),
    }),
  },
  responses: tableResponses(tableBody(FindingRow, Totals).openapi('Findings'), 'Findings'),
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

const Citation = z.object({
  citation_no: z.number().int(),
  law_zh: z.string(),
  law_en: z.string(),
  number: z.string().nullable(),
  article: z.string(),
  effective_from: z.string().nullable(),
  effective_to: z.string().nullable(),
  summary_zh: z.string(),
  summary_en: z.string(),
  status: CitationStatus,
  penalty_law_zh: z.string().nullable(),
  penalty_law_en: z.string().nullable(),
  penalty_article: z.string().nullable(),
  penalty_low: Amount.nullable(),
  penalty_high: Amount.nullable(),
  penalty_basis_zh: z.string().nullable(),
  penalty_basis_en: z.string().nullable(),
});

const Parameter = z.object({
  name: z.string(),
  unit: z.string(),
  value: z.string(),
  why_zh: z.string(),
  why_en: z.string(),
  is_overridden: z.boolean(),
});

const TermsInForce = z.object({
  terms_id: z.string(),
  wallet: z.string(),
  starts_at: Instant,
  ends_at: Instant.nullable(),
  validity_kind: z.string().nullable(),
  validity_months: z.number().int().nullable(),
  point_value: z.string().nullable(),
  is_adverse: z.boolean(),
  source_file: z.string().nullable(),
  source_record: z.number().int().nullable(),
});

const FindingDetail = z
  .object({
    book: BookSchema,
    finding: FindingRow.extend({ rule_version: z.number().int() }),
    citations: z.array(Citation).openapi({ description: 'Those in force when it happened' }),
    parameters: z.array(Parameter).openapi({ description: 'Those in force when it happened' }),
    terms: z.array(TermsInForce).openapi({ description: 'Versions of the terms in force when it happened' }),
    related: z.array(FindingRow).openapi({ description: 'Others of the same subject, event or terms' }),
  })
  .openapi('FindingDetail');

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
    const conditions = new Conditions()
      .add(
        `(${['finding.subject_id', "coalesce(finding.event_id, '')", "coalesce(finding.terms_id, '')"].map((column) => contains(column, 'q')).join(' or ')})`,
        'q',
        query.q,
      )
      .add('finding.programme_id = $programme', 'programme', query.programme)
      .add('finding.wallet = $wallet', 'wallet', query.wallet)
      .add('finding.severity = $severity', 'severity', query.severity)
      .add('finding.nature = $nature', 'nature', query.nature)
      .add('rule.group_id = $group', 'group', query.group)
      .add('finding.rule_id = $rule', 'rule', query.rule)
      .add('finding.subject_type = $subject_type', 'subject_type', query.subject_type)
      .add(LOCAL_MONTH, 'month', query.month)
      .add(IN_LAW, 'law', query.law);
    const sort =
      (query.sort ?? 'severity') === 'severity'
        ? `list_position(['info', 'low', 'medium', 'high', 'critical'], severity)`
        : query.sort;
    return answerTable(context, query, () => ({
      name: 'findings',
      sql: `${FINDING} ${conditions.where}`,
      parameters: conditions.parameters,
      orderBy: `${sort} ${query.order ?? 'desc'} nulls last, rule_id, occurred_at, finding_id`,
      totals: `count(*) filter (nature = 'violation') as violations,
        count(*) filter (nature = 'indicator') as indicators`,
    }));
  })
  .openapi(summaryRoute, async (context) => {
    const { book } = context.req.valid('query');
    return context.json(await context.var.books.read(book, summaryOf), 200);
  })
  .openapi(detailRoute, async (context) => {
    const { id } = context.req.valid('param');
    const { book } = context.req.valid('query');
    return context.json(await context.var.books.read(book, (reader) => detailOf(reader, id)), 200);
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

async function detailOf(reader: BookReader, id: string): Promise<z.infer<typeof FindingDetail>> {
  const [finding] = await reader.rows<z.infer<typeof FindingDetail>['finding']>(
    `select listed.*, finding.rule_version
     from (${FINDING} where finding.finding_id = $id) as listed join rules.findings as finding using (finding_id)`,
    { id },
  );
  if (!finding)
    throw new Problem(
      404,
      'unknown_finding',
      'This book has no such finding: choose one from the list of findings.',
    );
  const ask = async <Row extends Record<string, unknown>>(sql: string) =>
    (await reader.rows<Row>(sql, { id })).map(jsonRow);
  return {
    book: reader.book,
    finding: jsonRow(finding),
    citations: await ask(CITATIONS_THEN),
    parameters: await ask(PARAMETERS_THEN),
    terms: await ask(TERMS_THEN),
    related: await ask(RELATED),
  };
}

const CITATIONS_THEN = `
  select citation.citation_no, citation.law_zh, citation.law_en, citation.number, citation.article,
    citation.effective_from::varchar as effective_from, citation.effective_to::varchar as effective_to,
    citation.summary_zh, citation.summary_en, citation.status, citation.penalty_law_zh, citation.penalty_law_en,
    citation.penalty_article, citation.penalty_low, citation.penalty_high, citation.penalty_basis_zh,
    citation.penalty_basis_en
  from rules.findings as finding join rules.citations as citation using (rule_id)
  where finding.finding_id = $id and list_contains(finding.citations::integer[], citation.citation_no)
  order by citation.citation_no`;

const PARAMETERS_THEN = `
  select parameter.name, parameter.unit, parameter.value, parameter.why_zh, parameter.why_en, parameter.is_overridden
  from rules.findings as finding join meta.programmes as programme using (programme_id)
  join rules.parameters as parameter using (rule_id, programme_id)
  where finding.finding_id = $id
    and timezone(programme.time_zone, finding.occurred_at)::date >= coalesce(parameter.valid_from, '-infinity'::date)
    and timezone(programme.time_zone, finding.occurred_at)::date < coalesce(parameter.valid_to, 'infinity'::date)
  order by parameter.name`;

// Where the finding names its terms, those; else what was in force then, for its wallet or for all.
const TERMS_THEN = `
  select terms.terms_id, terms.wallet, terms.starts_at, terms.ends_at, terms.validity_kind, terms.validity_months,
    terms.point_value, terms.is_adverse, terms.source_file, terms.source_record
  from rules.findings as finding join meta.terms_periods as terms using (programme_id)
  where finding.finding_id = $id
    and (finding.wallet is null or terms.wallet = finding.wallet)
    and case
      when finding.terms_id is not null then terms.terms_id = finding.terms_id
      else terms.starts_at <= finding.occurred_at and finding.occurred_at < coalesce(terms.ends_at, 'infinity')
    end
  order by terms.wallet, terms.starts_at, terms.terms_id
  limit 50`;

const RELATED = `
  select related.* from (${FINDING}) as related join rules.findings as this on this.finding_id = $id
  where related.finding_id <> this.finding_id and related.programme_id = this.programme_id
    and ((related.subject_type = this.subject_type and related.subject_id = this.subject_id)
      or (related.source = this.source and related.event_id = this.event_id)
      or related.terms_id = this.terms_id)
  order by list_position(['critical', 'high', 'medium', 'low', 'info'], related.severity), related.rule_id,
    related.occurred_at, related.finding_id
  limit 20`;
