import { createRoute, z } from '@hono/zod-openapi';
import { CitationStatus } from '#engine/contract/citation.ts';
import { Nature, Outcome, Severity } from '#engine/contract/finding.ts';
import { CASE_KINDS } from '#engine/rules/cases.ts';
import { missingWord } from '#engine/reports/missing-words.ts';
import { casesOf, RULES } from '#engine/rules/catalogue.ts';
import { ruleSql } from '#engine/rules/rule-sql.ts';
import { GROUP_IDS } from '#engine/rules/rule.ts';
import type { BookReader } from '../book-reader.ts';
import { Job } from '../jobs/job.ts';
import { Problem } from '../problem.ts';
import { Conditions, contains } from './conditions.ts';
import { BookQuery, BookSchema, REFUSALS, resource, type ApiContext } from './environment.ts';
import { answerTable, jsonRow, tableBody, TableQuery, tableResponses } from './table.ts';

const RuleRow = z
  .object({
    rule_id: z.string(),
    group_id: z.enum(GROUP_IDS),
    rule_version: z.number().int(),
    title_zh: z.string(),
    title_en: z.string(),
    severity: Severity,
    nature: Nature,
    programme_id: z.string(),
    outcome: Outcome,
    missing: z.string().nullable().openapi({ description: 'What was not there, or why the rule failed' }),
    missing_zh: z.string().nullable().openapi({ description: 'The same with what the tables are called' }),
    missing_en: z.string().nullable(),
    findings: z.number().int(),
    laws_zh: z.string().openapi({ description: 'Laws cited, separated by semicolons' }),
    laws_en: z.string(),
    parameters: z.string().openapi({ description: 'Parameters in force on the as-of day' }),
    overrides: z.number().int().openapi({ description: 'Parameters that the programme has set itself' }),
    seconds: z.number().nullable().openapi({
      description: 'Time of the rule in all programmes; null where the book was built elsewhere',
    }),
  })
  .openapi('RuleRun');

const RULE_RUN = `select run.rule_id, rule.group_id, rule.rule_version, rule.title_zh, rule.title_en, rule.severity,
    rule.nature, run.programme_id, run.outcome, run.missing,
    ${missingWord('zh-CN')} as missing_zh, ${missingWord('en')} as missing_en, run.findings, cited.laws_zh, cited.laws_en,
    coalesce(settings.parameters, '') as parameters, coalesce(settings.overrides, 0)::integer as overrides,
    timed.seconds
  from rules.runs as run join rules.rules as rule using (rule_id)
  join (select rule_id, string_agg(distinct law_zh, '; ' order by law_zh) as laws_zh,
      string_agg(distinct law_en, '; ' order by law_en) as laws_en
    from rules.citations group by rule_id) as cited using (rule_id)
  left join (select parameter.rule_id, parameter.programme_id,
      string_agg(concat(parameter.name, ' = ', parameter.value, ' ', parameter.unit), '; ' order by parameter.name)
        as parameters, count(*) filter (parameter.is_overridden) as overrides
    from rules.parameters as parameter join meta.programmes as programme using (programme_id)
    where programme.as_of >= coalesce(parameter.valid_from, '-infinity'::date)
      and programme.as_of < coalesce(parameter.valid_to, 'infinity'::date)
    group by parameter.rule_id, parameter.programme_id) as settings using (rule_id, programme_id)
  left join (select unnest(from_json($seconds::json, '[{"rule_id":"VARCHAR","seconds":"DOUBLE"}]'),
      recursive := true)) as timed using (rule_id)`;

const Totals = z.object({
  rules: z.number().int(),
  findings: z.number().int(),
  passed: z.number().int(),
  not_evaluable: z.number().int(),
  failed: z.number().int(),
});

const listRoute = createRoute({
  method: 'get',
  path: '/',
  summary: 'The rules, and what each came to in each programme',
  request: {
    query: TableQuery.extend({
      q: z.string().max(200).optional().openapi({ description: 'Part of the id, title or laws' }),
      programme: z.string().max(200).optional(),
      group: z.enum(GROUP_IDS).optional(),
      severity: Severity.optional(),
      nature: Nature.optional(),
      outcome: Outcome.optional(),
      sort: z
        .enum(['group_id', 'rule_id', 'severity', 'nature', 'outcome', 'findings', 'seconds'])
        .optional(),
    }),
  },
  responses: tableResponses(tableBody(RuleRow, Totals).openapi('RuleRuns'), 'Rules'),
});

const Citation = z.object({
  law_zh: z.string(),
  law_en: z.string(),
  number: z.string().nullable(),
  article: z.string(),
  effective_from: z.string().nullable(),
  effective_to: z.string().nullable(),
  summary_zh: z.string(),
  summary_en: z.string(),
  status: CitationStatus,
});

const Parameter = z.object({
  programme_id: z.string(),
  name: z.string(),
  title_zh: z.string(),
  title_en: z.string(),
  unit: z.string(),
  value: z.string(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  why_zh: z.string(),
  why_en: z.string(),
  is_overridden: z.boolean(),
});

const RuleCase = z.object({
  name: z.string(),
  kind: z.enum(CASE_KINDS),
  as_of: z.string(),
  given: z.array(z.object({ table: z.string(), rows: z.number().int(), text: z.string() })),
  expected: z.number().int().openapi({ description: 'Findings expected' }),
  missing: z.array(z.string()),
});

/** The query and cases of the rule as installed; only where they are of the version that judged the book. */
const Definition = z.object({
  explanation_zh: z.string(),
  explanation_en: z.string(),
  reads: z.array(z.string()),
  sql: z.string(),
  cases: z.array(RuleCase),
});

const RuleDetail = z
  .object({
    book: BookSchema,
    runs: z.array(RuleRow),
    citations: z.array(Citation),
    parameters: z.array(Parameter),
    definition: Definition.nullable(),
  })
  .openapi('RuleDetail');

const detailRoute = createRoute({
  method: 'get',
  path: '/{id}',
  summary: 'One rule: law, parameters, query and cases',
  request: { params: z.object({ id: z.string().min(1).max(200) }), query: BookQuery },
  responses: {
    200: { description: 'The rule', content: { 'application/json': { schema: RuleDetail } } },
    ...REFUSALS,
  },
});

const BackTestRequest = z.object({
  parameters: z.record(
    z.string().regex(/^[a-z][a-z0-9_]*$/, 'no name of a parameter'),
    z.string().min(1).max(200),
  ),
});

const backTestRoute = createRoute({
  method: 'post',
  path: '/{id}/backtest',
  summary: 'What the rule would find in the current book with other parameters; publishes nothing',
  request: {
    params: z.object({
      id: z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/, 'no id of a rule')
        .max(64),
    }),
    body: { required: true, content: { 'application/json': { schema: BackTestRequest } } },
  },
  responses: {
    202: {
      description: 'The job; its result names what would be added and dropped',
      content: { 'application/json': { schema: Job } },
    },
    ...REFUSALS,
  },
});

/** `/rules` */
export const rules = resource()
  .openapi(listRoute, (context) => {
    const query = context.req.valid('query');
    const conditions = new Conditions()
      .add(
        `(${['run.rule_id', 'rule.title_zh', 'rule.title_en', 'cited.laws_zh', 'cited.laws_en'].map((column) => contains(column, 'q')).join(' or ')})`,
        'q',
        query.q,
      )
      .add('run.programme_id = $programme', 'programme', query.programme)
      .add('rule.group_id = $group', 'group', query.group)
      .add('rule.severity = $severity', 'severity', query.severity)
      .add('rule.nature = $nature', 'nature', query.nature)
      .add('run.outcome = $outcome', 'outcome', query.outcome);
    const sort =
      query.sort === 'severity'
        ? `list_position(['info', 'low', 'medium', 'high', 'critical'], severity)`
        : (query.sort ?? 'findings');
    return answerTable(context, query, async (reader) => ({
      name: 'rules',
      sql: `${RULE_RUN} ${conditions.where}`,
      parameters: {
        ...conditions.parameters,
        seconds: await context.var.books.ruleSeconds(reader.book.book_id),
      },
      orderBy: `${sort} ${query.order ?? 'desc'} nulls last, rule_id, programme_id`,
      totals: `count(distinct rule_id) as rules, coalesce(sum(findings), 0)::bigint as findings,
        count(*) filter (outcome = 'pass') as passed, count(*) filter (outcome = 'not_evaluable') as not_evaluable,
        count(*) filter (outcome = 'failed') as failed`,
    }));
  })
  .openapi(backTestRoute, async (context) => {
    const { id } = context.req.valid('param');
    const { parameters } = context.req.valid('json');
    const set = Object.entries(parameters).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
    const job = await context.var.jobs.start({
      kind: 'backtest',
      title: id,
      subject: id,
      argv: ['rules', 'backtest', id, ...set],
    });
    return context.json(job, 202);
  })
  .openapi(detailRoute, async (context) => {
    const { id } = context.req.valid('param');
    const { book } = context.req.valid('query');
    return context.json(await context.var.books.read(book, (reader) => detailOf(context, reader, id)), 200);
  });

async function detailOf(
  context: ApiContext,
  reader: BookReader,
  id: string,
): Promise<z.infer<typeof RuleDetail>> {
  const ask = async <Row extends Record<string, unknown>>(sql: string) =>
    (await reader.rows<Row>(sql, { id })).map(jsonRow);
  const seconds = await context.var.books.ruleSeconds(reader.book.book_id);
  const judged = await reader.rows<z.infer<typeof RuleRow>>(
    `${RULE_RUN} where run.rule_id = $id order by run.programme_id`,
    { id, seconds },
  );
  const runs = judged.map(jsonRow);
  const [first] = runs;
  if (!first)
    throw new Problem(
      404,
      'unknown_rule',
      'This book was not judged by such a rule: choose one from the list.',
    );
  return {
    book: reader.book,
    runs,
    citations: await ask(
      `select law_zh, law_en, number, article, effective_from::varchar as effective_from,
         effective_to::varchar as effective_to, summary_zh, summary_en, status
       from rules.citations where rule_id = $id order by citation_no`,
    ),
    parameters: await ask(
      `select programme_id, name, title_zh, title_en, unit, value, valid_from::varchar as valid_from, valid_to::varchar as valid_to,
         why_zh, why_en, is_overridden
       from rules.parameters where rule_id = $id order by programme_id, name, valid_from nulls first`,
    ),
    definition:
      first.group_id === 'own' ? await ownDefinition(reader, id) : definitionOf(id, first.rule_version),
  };
}

/** An own rule may have changed or gone since: the book says what judged it. */
async function ownDefinition(reader: BookReader, id: string): Promise<z.infer<typeof Definition>> {
  const { sql } = await reader.one<{ sql: string }>('select sql from rules.rules where rule_id = $id', {
    id,
  });
  return { explanation_zh: '', explanation_en: '', reads: [], sql, cases: [] };
}

function definitionOf(id: string, version: number): z.infer<typeof Definition> | null {
  const rule = RULES.find((each) => each.id === id && each.version === version);
  if (!rule) return null;
  return {
    explanation_zh: rule.explanation.zh,
    explanation_en: rule.explanation.en,
    reads: [...rule.reads],
    sql: ruleSql(rule),
    cases: casesOf(rule).map((each) => ({
      name: each.name,
      kind: each.kind,
      as_of: each.asOf,
      given: Object.entries(each.given).map(([table, given]) => ({
        table,
        rows: given.length,
        text: given.map((row) => JSON.stringify(row)).join('\n'),
      })),
      expected: each.findings?.length ?? 0,
      missing: [...(each.notEvaluable ?? [])],
    })),
  };
}
