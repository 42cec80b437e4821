import { z } from 'zod';

/** From what must be stopped today to what is good to know; the order is that of urgency. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** A violation is a breach by what the ledger says; an indicator calls for a person's review and concludes nothing. */
export const Nature = z.enum(['violation', 'indicator']);
export type Nature = z.infer<typeof Nature>;

export const SUBJECT_TYPES = [
  'account',
  'advertisement',
  'batch',
  'campaign',
  'fund_movement',
  'item',
  'member',
  'merchant',
  'product',
  'programme',
  'promotion',
  'source',
  'terms',
  'wallet',
] as const;
export const SubjectType = z.enum(SUBJECT_TYPES);
export type SubjectType = z.infer<typeof SubjectType>;

/** What a rule came to for one programme: zero matches is `pass`; missing data is never a pass. */
export const Outcome = z.enum(['pass', 'findings', 'not_evaluable', 'failed']);
export type Outcome = z.infer<typeof Outcome>;

/** A row of `rules.runs`: one per rule and programme. */
export const Run = z.object({
  rule_id: z.string(),
  programme_id: z.string(),
  rule_version: z.int(),
  outcome: Outcome,
  /** What was not there, or why the rule failed. */
  missing: z.string().nullable(),
  findings: z.int(),
});
export type Run = z.infer<typeof Run>;

/** A row of `rules.findings`: one defect, however many lots and members it touches. Decimals are text. */
export const Finding = z.object({
  finding_id: z.string().regex(/^[0-9a-f]{64}$/),
  rule_id: z.string(),
  rule_version: z.int(),
  severity: Severity,
  nature: Nature,
  programme_id: z.string(),
  subject_type: SubjectType,
  /** An account is `<wallet>/<member_id>`, terms are `<terms_id>/<wallet>`, others go by their id. */
  subject_id: z.string(),
  wallet: z.string().nullable(),
  /** The event key, with the programme, where one event is the defect. */
  source: z.string().nullable(),
  event_id: z.string().nullable(),
  terms_id: z.string().nullable(),
  /** The instant whose law and parameters apply: the earliest of the rows grouped here. */
  occurred_at: z.string(),
  observed: z.string(),
  expected: z.string(),
  members: z.int().nullable(),
  points: z.string().nullable(),
  money: z.string().nullable(),
  penalty_low: z.string().nullable(),
  penalty_high: z.string().nullable(),
  /** Numbers of the citations (`rules.citations`) in force at `occurred_at`, as JSON. */
  citations: z.string(),
  evidence_rows: z.int(),
  /** The values compared in the first row of evidence, as JSON; all rows stand in `rules.evidence`. */
  evidence: z.string(),
  explanation: z.string(),
  explanation_en: z.string(),
});
export type Finding = z.infer<typeof Finding>;
