import { z } from '@hono/zod-openapi';
import { Nature, Severity, SubjectType } from '#engine/contract/finding.ts';
import { GROUP_IDS } from '#engine/rules/rule.ts';
import { Status } from '#pipelines/state/decision.ts';
import { Day, Instant, Points } from './environment.ts';

export const FindingId = z.string().regex(/^[0-9a-f]{64}$/, 'the id of a finding is 64 hexadecimal digits');
export const Amount = z.string().openapi({ description: 'Yuan, four decimals, exact' });

/** A finding as every list shows it: what the book says, and what people decided. */
export const FindingRow = z
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
    status: Status,
    status_since: z
      .string()
      .nullable()
      .openapi({ description: 'When it came there; null: nobody has decided' }),
    status_by: z.string().nullable(),
    is_reopened: z.boolean().openapi({ description: 'Open because a waiver ended' }),
    owner: z.string().nullable(),
    due_on: Day.nullable(),
    is_overdue: z.boolean(),
    waiver_until: Day.nullable().openapi({ description: 'Last day of the waiver in force' }),
    is_waiver_pending: z.boolean().openapi({ description: 'A waiver waits for a second person' }),
    comments: z.number().int(),
    gone_since: z
      .string()
      .nullable()
      .openapi({ description: 'Id of the first book in which it matches no longer; null: it matches' }),
  })
  .openapi('Finding');

/** Every column of a finding that a book has, with the citations in force then. */
export const BOOK_FINDING = `select finding.finding_id, finding.severity, finding.nature, finding.rule_id, rule.group_id,
    rule.title_zh, rule.title_en, finding.programme_id, finding.subject_type, finding.subject_id, finding.wallet,
    finding.source, finding.event_id, finding.terms_id, finding.occurred_at, finding.observed, finding.expected,
    finding.members, finding.points, finding.money, finding.penalty_low, finding.penalty_high,
    finding.evidence_rows, finding.explanation, finding.explanation_en, finding.citations::integer[] as citations
  from rules.findings as finding join rules.rules as rule using (rule_id)`;
