import { z } from '@hono/zod-openapi';
import { Outcome, Severity } from '#engine/contract/finding.ts';
import { missingWord } from '#engine/reports/missing-words.ts';
import { GROUP_IDS } from '#engine/rules/rule.ts';
import type { BookReader } from '../book-reader.ts';
import { BookSchema } from './environment.ts';
import { jsonRow } from './table.ts';

const Counts = { violations: z.number().int(), indicators: z.number().int() };

/** Findings counted in every way in which the overview shows them. */
export const Summary = z
  .object({
    book: BookSchema,
    totals: z.object({
      ...Counts,
      rules: z.number().int(),
      passed: z
        .number()
        .int()
        .openapi({ description: 'Rules that could judge every programme and found nothing' }),
    }),
    severities: z.array(z.object({ severity: Severity, ...Counts })),
    groups: z.array(z.object({ group_id: z.enum(GROUP_IDS), ...Counts })),
    laws: z
      .array(z.object({ law_zh: z.string(), law_en: z.string(), ...Counts }))
      .openapi({ description: 'A finding counts for each law it rests on' }),
    months: z.array(z.object({ month: z.string(), ...Counts })),
    unjudged: z
      .array(
        z.object({
          rule_id: z.string(),
          group_id: z.enum(GROUP_IDS),
          title_zh: z.string(),
          title_en: z.string(),
          programme_id: z.string(),
          outcome: Outcome,
          missing: z
            .string()
            .openapi({ description: 'Tables or columns that were not there, or the failure' }),
          missing_zh: z.string().openapi({ description: 'The same with what the tables are called' }),
          missing_en: z.string(),
        }),
      )
      .openapi({ description: 'Not evaluable or failed: neither a pass nor a finding' }),
  })
  .openapi('FindingsSummary');

const COUNTS = `count(*) filter (finding.nature = 'violation') as violations,
  count(*) filter (finding.nature = 'indicator') as indicators`;

/** Counts the findings of a book. */
export async function summaryOf(reader: BookReader): Promise<z.infer<typeof Summary>> {
  const ask = async <Row extends Record<string, unknown>>(sql: string) =>
    (await reader.rows<Row>(sql)).map(jsonRow);
  return {
    book: reader.book,
    totals: jsonRow(
      await reader.one<z.infer<typeof Summary>['totals']>(
        `select ${COUNTS}, (select count(*) from rules.rules) as rules,
           (select count(*) from (select rule_id from rules.runs group by rule_id
             having bool_and(outcome = 'pass'))) as passed
         from rules.findings as finding`,
      ),
    ),
    severities: await ask(
      `select severity, ${COUNTS} from rules.findings as finding group by severity
       order by list_position(['critical', 'high', 'medium', 'low', 'info'], severity)`,
    ),
    groups: await ask(
      `select rule.group_id, ${COUNTS} from rules.findings as finding join rules.rules as rule using (rule_id)
       group by rule.group_id order by count(*) desc, rule.group_id`,
    ),
    laws: await ask(
      `select cited.law_zh, cited.law_en, ${COUNTS}
       from rules.findings as finding
       join (select distinct finding.finding_id, citation.law_zh, citation.law_en
         from rules.findings as finding join rules.citations as citation on citation.rule_id = finding.rule_id
           and list_contains(finding.citations::integer[], citation.citation_no)) as cited using (finding_id)
       group by cited.law_zh, cited.law_en order by count(*) desc, cited.law_zh`,
    ),
    months: await ask(
      `select strftime(timezone(programme.time_zone, finding.occurred_at), '%Y-%m') as month, ${COUNTS}
       from rules.findings as finding join meta.programmes as programme using (programme_id)
       group by month order by month`,
    ),
    unjudged: await ask(
      `select run.rule_id, rule.group_id, rule.title_zh, rule.title_en, run.programme_id, run.outcome,
         coalesce(run.missing, '') as missing, coalesce(${missingWord('zh-CN')}, '') as missing_zh,
         coalesce(${missingWord('en')}, '') as missing_en
       from rules.runs as run join rules.rules as rule using (rule_id)
       where run.outcome in ('not_evaluable', 'failed')
       order by run.outcome, rule.group_id, run.rule_id, run.programme_id`,
    ),
  };
}
