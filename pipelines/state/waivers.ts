import type { Link } from './chain.ts';
import type { Decided, Decision, WaiverScope } from './decision.ts';
import type { Person } from './operator.ts';

/** A waiver, as all that was decided on it leaves it. */
export interface Waiver {
  readonly waiver_id: string;
  readonly scope: WaiverScope;
  /** The finding at which it was asked for; with the scope it says what is covered. */
  readonly finding: Decided;
  readonly reason: string;
  readonly expires_on: string;
  readonly requested_by: Person;
  readonly requested_at: string;
  readonly answer: 'pending' | 'approved' | 'refused' | 'revoked';
  readonly answered_by: Person | null;
  readonly answered_at: string | null;
  /** Link of the approval; the later of this and a status wins. */
  readonly approved_seq: number | null;
}

/** The waivers of a log, by id, in the order in which they were asked for. */
export function waiversOf(log: readonly Link<Decision>[]): Map<string, Waiver> {
  const waivers = new Map<string, Waiver>();
  for (const { seq, body } of log) {
    if (body.action === 'request_waiver') {
      waivers.set(body.waiver_id!, {
        waiver_id: body.waiver_id!,
        scope: body.scope,
        finding: body.finding,
        reason: body.reason,
        expires_on: body.expires_on,
        requested_by: body.by,
        requested_at: body.at,
        answer: 'pending',
        answered_by: null,
        answered_at: null,
        approved_seq: null,
      });
    }
    const answer = ANSWERS[body.action];
    if (!answer) continue;
    const waiver = waivers.get(body.waiver_id!)!;
    waivers.set(waiver.waiver_id, {
      ...waiver,
      answer,
      answered_by: body.by,
      answered_at: body.at,
      approved_seq: answer === 'approved' ? seq : waiver.approved_seq,
    });
  }
  return waivers;
}

const ANSWERS: Partial<Record<Decision['action'], Waiver['answer']>> = {
  approve_waiver: 'approved',
  refuse_waiver: 'refused',
  revoke_waiver: 'revoked',
};

/** What of a finding decides whether a waiver covers it. */
export type Coverable = Pick<
  Decided,
  'finding_id' | 'rule_id' | 'programme_id' | 'subject_type' | 'subject_id'
>;

/** Whether a waiver is about a finding, whatever its answer and expiry. */
export function covers(waiver: Waiver, finding: Coverable): boolean {
  const at = waiver.finding;
  if (waiver.scope === 'finding') return at.finding_id === finding.finding_id;
  if (at.programme_id !== finding.programme_id) return false;
  if (waiver.scope === 'rule') return at.rule_id === finding.rule_id;
  return at.subject_type === finding.subject_type && at.subject_id === finding.subject_id;
}

/** Whether a waiver excuses what it covers on a local day. */
export function isInForce(waiver: Waiver, today: string): boolean {
  return waiver.answer === 'approved' && today <= waiver.expires_on;
}
