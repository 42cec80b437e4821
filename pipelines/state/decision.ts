import { z } from 'zod';
import { Nature, Severity, SubjectType } from '#engine/contract/finding.ts';
import { Person } from './operator.ts';

/** Where a person has put a finding; `waived` is not put but follows from a waiver in force. */
export const PUT_STATUSES = ['open', 'investigating', 'confirmed', 'false_positive', 'remediated'] as const;
export const PutStatus = z.enum(PUT_STATUSES);
export type PutStatus = z.infer<typeof PutStatus>;

/** Every status in which a finding can stand. */
export const STATUSES = [...PUT_STATUSES, 'waived'] as const;
export const Status = z.enum(STATUSES);
export type Status = z.infer<typeof Status>;

/** The finding as it stood in the book in which somebody decided on it; it stays readable when it matches no longer. */
export const Decided = z.object({
  finding_id: z.string().regex(/^[0-9a-f]{64}$/),
  rule_id: z.string(),
  rule_version: z.int(),
  group_id: z.string(),
  title_zh: z.string(),
  title_en: z.string(),
  severity: Severity,
  nature: Nature,
  programme_id: z.string(),
  subject_type: SubjectType,
  subject_id: z.string(),
  occurred_at: z.string(),
  observed: z.string(),
  expected: z.string(),
  /** Decimals as text. */
  points: z.string().nullable(),
  money: z.string().nullable(),
  members: z.int().nullable(),
});
export type Decided = z.infer<typeof Decided>;

/** What a waiver excuses: the one finding, all of its rule in the programme, or all of its subject. */
export const WAIVER_SCOPES = ['finding', 'rule', 'subject'] as const;
export const WaiverScope = z.enum(WAIVER_SCOPES);
export type WaiverScope = z.infer<typeof WaiverScope>;

const Reason = z.string().trim().min(1, 'a reason is needed').max(2000);
const Day = z.iso.date();

/** What a person does to a finding. */
export const Action = z.discriminatedUnion('action', [
  z.object({ action: z.literal('comment'), text: Reason }),
  z.object({
    action: z.literal('assign'),
    owner: z.string().trim().min(1).max(100).nullable(),
    due_on: Day.nullable(),
  }),
  z.object({
    action: z.literal('set_status'),
    status: PutStatus,
    /** Only the step from open to investigating needs none. */
    reason: Reason.nullable(),
  }),
  z.object({
    action: z.literal('request_waiver'),
    scope: WaiverScope,
    reason: Reason,
    /** The last local day on which it holds. */
    expires_on: Day,
  }),
  z.object({ action: z.literal('approve_waiver'), waiver_id: z.string() }),
  z.object({ action: z.literal('refuse_waiver'), waiver_id: z.string(), reason: Reason }),
  z.object({ action: z.literal('revoke_waiver'), waiver_id: z.string(), reason: Reason }),
]);
export type Action = z.infer<typeof Action>;

/** The body of a link of the log: who did what to which finding, when, and by which book. */
export type Decision = Action & {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: Person;
  readonly book_id: string;
  readonly finding: Decided;
  /** The waiver that is asked for or answered. */
  readonly waiver_id?: string;
};
