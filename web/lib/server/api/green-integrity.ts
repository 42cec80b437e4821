import { createRoute, z } from '@hono/zod-openapi';
import { Outcome, Severity } from '#engine/contract/finding.ts';
import { BookQuery, BookSchema, Day, Points, REFUSALS, resource } from './environment.ts';
import { requireGreen } from './green-book.ts';
import { jsonRow } from './table.ts';

/** Rules beyond the green group that judge green points. */
const ALSO = ['farmed-green-points'] as const;

const Integrity = z
  .object({
    book: BookSchema,
    rules: z.array(
      z.object({
        rule_id: z.string(),
        title_zh: z.string(),
        title_en: z.string(),
        severity: Severity,
        nature: z.enum(['violation', 'indicator']),
        outcome: Outcome,
        missing: z.string().nullable(),
        findings: z.number().int(),
      }),
    ),
    findings: z.array(
      z.object({
        finding_id: z.string(),
        rule_id: z.string(),
        severity: Severity,
        nature: z.enum(['violation', 'indicator']),
        subject_type: z.string(),
        subject_id: z.string(),
        occurred_on: Day.nullable(),
        members: z.number().int().nullable(),
        points: Points.nullable(),
        explanation_zh: z.string(),
        explanation_en: z.string(),
      }),
    ),
  })
  .openapi('GreenIntegrity');

const route = createRoute({
  method: 'get',
  path: '/integrity',
  summary: 'What the rules on green points found, and which of them could not judge',
  request: { query: BookQuery },
  responses: {
    200: { description: 'Rules and findings', content: { 'application/json': { schema: Integrity } } },
    ...REFUSALS,
  },
});

/** `/green/integrity` */
export const greenIntegrity = resource().openapi(route, async (context) => {
  const { book } = context.req.valid('query');
  const isGreen = `(rule.group_id = 'green' or rule.rule_id in (${ALSO.map((id) => `'${id}'`).join(', ')}))`;
  const body = await context.var.books.read(book, async (reader) => {
    await requireGreen(reader);
    const rules = await reader.rows<z.infer<typeof Integrity>['rules'][number]>(
      `select rule.rule_id, rule.title_zh, rule.title_en, rule.severity, rule.nature, run.outcome, run.missing,
         run.findings
       from rules.rules as rule join rules.runs as run using (rule_id) where ${isGreen}
       order by run.findings desc, rule.rule_id, run.programme_id`,
    );
    const findings = await reader.rows<z.infer<typeof Integrity>['findings'][number]>(
      `select finding.finding_id, finding.rule_id, finding.severity, finding.nature, finding.subject_type,
         finding.subject_id, timezone(programme.time_zone, finding.occurred_at)::date::varchar as occurred_on,
         finding.members, finding.points, finding.explanation as explanation_zh, finding.explanation_en
       from rules.findings as finding join rules.rules as rule using (rule_id)
       join meta.programmes as programme on programme.programme_id = finding.programme_id where ${isGreen}
       order by finding.occurred_at desc nulls last, finding.finding_id`,
    );
    return { book: reader.book, rules: rules.map(jsonRow), findings: findings.map(jsonRow) };
  });
  return context.json(body, 200);
});
