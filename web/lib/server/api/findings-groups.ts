import { z } from '@hono/zod-openapi';
import { Severity, SubjectType } from '#engine/contract/finding.ts';
import { foundSql } from '../found.ts';
import { Instant } from './environment.ts';
import { LOCAL_MONTH, SEVERITY_ORDER } from './findings-query.ts';

/** By what findings can be gathered. */
export const GROUPINGS = ['rule', 'group', 'severity', 'subject', 'law', 'month'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Findings that have something in common. */
export const FindingsGroup = z
  .object({
    key: z.string().openapi({ description: 'What they have in common, as the filter of that name takes it' }),
    label_zh: z.string(),
    label_en: z.string(),
    subject_type: SubjectType.nullable().openapi({ description: 'Where gathered by subject' }),
    findings: z.number().int(),
    violations: z.number().int(),
    indicators: z.number().int(),
    undecided: z.number().int().openapi({ description: 'Open or under investigation' }),
    gravest: Severity,
    first_at: Instant,
    last_at: Instant,
  })
  .openapi('FindingsGroup');

interface Shape {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly subjectType?: string;
  readonly join?: string;
  readonly order: string;
}

const MOST_FIRST = 'findings desc, key';

// A finding that rests on several laws stands in the group of each; one that matches no longer in one without a name.
const LAWS = `left join (select distinct rule_id, citation_no, law_zh, law_en from rules.citations) as citation
  on citation.rule_id = finding.rule_id and list_contains(finding.citations, citation.citation_no)`;

const SHAPES: Readonly<Record<Grouping, Shape>> = {
  rule: { key: 'finding.rule_id', zh: 'finding.title_zh', en: 'finding.title_en', order: MOST_FIRST },
  group: { key: 'finding.group_id', zh: 'finding.group_id', en: 'finding.group_id', order: MOST_FIRST },
  severity: {
    key: 'finding.severity',
    zh: 'finding.severity',
    en: 'finding.severity',
    order: `${SEVERITY_ORDER.replace('severity', 'gravest')} desc`,
  },
  subject: {
    key: 'finding.subject_id',
    zh: 'finding.subject_id',
    en: 'finding.subject_id',
    subjectType: 'finding.subject_type',
    order: 'findings desc, subject_type, key',
  },
  law: {
    key: "coalesce(citation.law_zh, '')",
    zh: "coalesce(citation.law_zh, '')",
    en: "coalesce(citation.law_en, '')",
    join: LAWS,
    order: MOST_FIRST,
  },
  month: { key: LOCAL_MONTH, zh: LOCAL_MONTH, en: LOCAL_MONTH, order: 'key desc' },
};

/**
 * A select over the groups of a list of findings, and the order in which they stand; takes the parameters of the list.
 *
 * @param where the conditions of the list, on `finding`
 */
export function groupsSql(by: Grouping, where: string): { readonly sql: string; readonly orderBy: string } {
  const { key, zh, en, subjectType = 'null::varchar', join = '', order } = SHAPES[by];
  return {
    sql: `with member as (
        select distinct finding.finding_id, finding.nature, finding.status, finding.severity, finding.occurred_at,
          ${key} as key, ${zh} as label_zh, ${en} as label_en, ${subjectType} as subject_type
        from (${foundSql}) as finding ${join} ${where}
      )
      select key, min(label_zh) as label_zh, min(label_en) as label_en, subject_type, count(*) as findings,
        count(*) filter (nature = 'violation') as violations, count(*) filter (nature = 'indicator') as indicators,
        count(*) filter (status in ('open', 'investigating')) as undecided,
        arg_max(severity, ${SEVERITY_ORDER}) as gravest, min(occurred_at) as first_at, max(occurred_at) as last_at
      from member group by key, subject_type`,
    orderBy: order,
  };
}
