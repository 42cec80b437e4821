import { z } from '@hono/zod-openapi';
import { Nature, Severity, SUBJECT_TYPES } from '#engine/contract/finding.ts';
import { GROUP_IDS } from '#engine/rules/rule.ts';
import { Status, STATUSES } from '#pipelines/state/decision.ts';
import { Conditions, contains } from './conditions.ts';
import { TableQuery } from './table.ts';

/** Month of the programme's calendar in which a finding happened. */
export const LOCAL_MONTH = `(select strftime(timezone(programme.time_zone, finding.occurred_at), '%Y-%m')
  from meta.programmes as programme where programme.programme_id = finding.programme_id)`;

/** From the least grave to the gravest. */
export const SEVERITY_ORDER = `list_position(['info', 'low', 'medium', 'high', 'critical'], severity)`;
/** From what waits for somebody to what is done. */
export const STATUS_ORDER = `list_position([${STATUSES.map((each) => `'${each}'`).join(', ')}], status)`;

const IN_LAW = `exists (select 1 from rules.citations as citation where citation.rule_id = finding.rule_id
  and list_contains(finding.citations, citation.citation_no) and citation.law_zh = $law)`;

const DUE = { overdue: 'is_overdue', set: 'due_on is not null', none: 'due_on is null' } as const;

/** Which findings of a list match in its book. */
const MATCHING = { now: 'gone_since is null', gone: 'gone_since is not null', all: 'true' } as const;

/** By what a list of findings may be narrowed. */
export const FindingsQuery = TableQuery.extend({
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
  subject: z.string().max(400).optional().openapi({ description: 'The whole id of the subject' }),
  status: Status.optional(),
  owner: z.string().max(100).optional(),
  due: z.enum(['overdue', 'set', 'none']).optional(),
  matching: z.enum(['now', 'gone', 'all']).optional().openapi({
    description: 'Those that match in the book (default), decided ones that no longer do, or both',
  }),
});

/** The conditions of such a list, on `foundSql as finding`. */
export function findingConditions(query: z.infer<typeof FindingsQuery>): Conditions {
  const text = ['finding.subject_id', "coalesce(finding.event_id, '')", "coalesce(finding.terms_id, '')"];
  const conditions = new Conditions()
    .add(`(${text.map((column) => contains(column, 'q')).join(' or ')})`, 'q', query.q)
    .add('finding.programme_id = $programme', 'programme', query.programme)
    .add('finding.wallet = $wallet', 'wallet', query.wallet)
    .add('finding.severity = $severity', 'severity', query.severity)
    .add('finding.nature = $nature', 'nature', query.nature)
    .add('finding.group_id = $group', 'group', query.group)
    .add('finding.rule_id = $rule', 'rule', query.rule)
    .add('finding.subject_type = $subject_type', 'subject_type', query.subject_type)
    .add('finding.subject_id = $subject', 'subject', query.subject)
    .add('finding.status = $status', 'status', query.status)
    .add('finding.owner = $owner', 'owner', query.owner)
    .add(`${LOCAL_MONTH} = $month`, 'month', query.month)
    .add(IN_LAW, 'law', query.law)
    .require(MATCHING[query.matching ?? 'now']);
  if (query.due) conditions.require(DUE[query.due]);
  return conditions;
}
