import { randomUUID } from 'node:crypto';
import { UserError } from '#engine/user-error.ts';
import { appendLinks, readLinks, type Link } from './chain.ts';
import { Action, Decided, type Decision } from './decision.ts';
import type { State } from './open.ts';
import { Person } from './operator.ts';
import { Register } from './standing.ts';
import { isInForce } from './waivers.ts';

/** The table of the log. */
export const DECISIONS = 'decisions';

/** One action on any number of findings, by one person at one time. */
export interface DecisionRequest {
  readonly action: Action;
  readonly findings: readonly Decided[];
  readonly bookId: string;
  readonly by: Person;
  readonly at: Date;
  /** The local day of `at`, `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * Writes a decision on each of some findings to the log: on all of them, or on none where one does not allow it.
 *
 * @throws UserError that names the finding or waiver and what stands against it.
 */
export function decide(state: State, request: DecisionRequest): Link<Decision>[] {
  const action = Action.parse(request.action);
  const by = Person.parse(request.by);
  const findings = request.findings.map((each) => Decided.parse(each));
  if (findings.length === 0) throw new UserError('A decision needs a finding; choose at least one.');
  return appendLinks<Decision>(state, DECISIONS, () => {
    const register = new Register(readLinks<Decision>(state, DECISIONS), request.today);
    return findings.map((finding) => {
      const objection = objectionTo(action, finding, by, register, request.today);
      if (objection) throw new UserError(objection);
      const asked = action.action === 'request_waiver' ? { waiver_id: `W-${randomUUID()}` } : {};
      return { ...action, ...asked, at: request.at.toISOString(), by, book_id: request.bookId, finding };
    });
  });
}

/** Why an action cannot be done to a finding; undefined where it can. */
function objectionTo(
  action: Action,
  finding: Decided,
  by: Person,
  register: Register,
  today: string,
): string | undefined {
  const name = `${finding.rule_id} on ${finding.subject_id} (${finding.finding_id.slice(0, 12)})`;
  const { status } = register.standingOf(finding);
  switch (action.action) {
    case 'comment':
    case 'assign':
      return undefined;
    case 'set_status':
      if (action.status === status) return `The finding ${name} already stands at ${status}.`;
      if (action.reason === null && !(status === 'open' && action.status === 'investigating'))
        return `The finding ${name} cannot become ${action.status} without a reason; say why.`;
      return undefined;
    case 'request_waiver':
      return action.expires_on < today
        ? `A waiver until ${action.expires_on} has already ended; choose a day from ${today} on.`
        : undefined;
    default:
      return objectionToAnswer(action, finding, by, register, today);
  }
}

type Answer = Extract<Action, { waiver_id: string }>;

function objectionToAnswer(
  action: Answer,
  finding: Decided,
  by: Person,
  register: Register,
  today: string,
): string | undefined {
  const waiver = register.waivers.get(action.waiver_id);
  if (!waiver || waiver.finding.finding_id !== finding.finding_id)
    return `There is no waiver ${action.waiver_id} on the finding ${finding.finding_id.slice(0, 12)}; look at its history.`;
  if (action.action === 'revoke_waiver')
    return isInForce(waiver, today)
      ? undefined
      : `The waiver ${waiver.waiver_id} is not in force, so it cannot be revoked.`;
  if (waiver.answer !== 'pending')
    return `The waiver ${waiver.waiver_id} has been answered: ${waiver.answer}.`;
  if (action.action === 'approve_waiver' && waiver.requested_by.id === by.id)
    return `${by.name} asked for the waiver ${waiver.waiver_id}; a second person must approve it.`;
  if (action.action === 'approve_waiver' && waiver.expires_on < today)
    return `The waiver ${waiver.waiver_id} was to end on ${waiver.expires_on}; ask for a new one.`;
  return undefined;
}
