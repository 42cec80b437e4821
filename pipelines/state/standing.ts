import type { Link } from './chain.ts';
import type { Decided, Decision, PutStatus, Status } from './decision.ts';
import type { Person } from './operator.ts';
import { covers, isInForce, waiversOf, type Coverable, type Waiver } from './waivers.ts';

/** Where a finding stands, as all decisions leave it. */
export interface Standing {
  readonly status: Status;
  /** When and by whom it came there; null: nobody has decided. */
  readonly since: string | null;
  readonly by: Person | null;
  /** It is open because a waiver ended. */
  readonly is_reopened: boolean;
  readonly owner: string | null;
  readonly due_on: string | null;
  /** The waiver in force, or the one that waits for an answer. */
  readonly waiver: Waiver | null;
  readonly comments: number;
}

/** What was decided on one finding itself. */
interface Own {
  readonly finding: Decided;
  readonly book_id: string;
  put?: { status: PutStatus; seq: number; at: string; by: Person };
  owner: string | null;
  due_on: string | null;
  comments: number;
}

/** All decisions of a workspace, looked through once; asks for the standing of findings are cheap. */
export class Register {
  readonly log: readonly Link<Decision>[];
  readonly waivers: ReadonlyMap<string, Waiver>;
  readonly #own = new Map<string, Own>();
  readonly #today: string;

  /** @param today the local day that decides which waivers hold, `YYYY-MM-DD` */
  constructor(log: readonly Link<Decision>[], today: string) {
    this.log = log;
    this.waivers = waiversOf(log);
    this.#today = today;
    for (const link of log) this.#note(link);
  }

  /** Findings on which something was decided, as they stood at the last decision, with the book of that. */
  get decided(): readonly { finding: Decided; book_id: string }[] {
    return [...this.#own.values()].map(({ finding, book_id }) => ({ finding, book_id }));
  }

  /** Where a finding stands today. Of a status and a waiver the later one counts; a waiver that ended reopens. */
  standingOf(finding: Coverable): Standing {
    const own = this.#own.get(finding.finding_id);
    const about = [...this.waivers.values()].filter((waiver) => covers(waiver, finding));
    const put = own?.put;
    const shared = { owner: own?.owner ?? null, due_on: own?.due_on ?? null, comments: own?.comments ?? 0 };
    const later = about.filter((waiver) => (waiver.approved_seq ?? 0) > (put?.seq ?? 0));
    const held = later.filter((waiver) => isInForce(waiver, this.#today));
    const waiver = latest(held);
    if (waiver)
      return {
        ...shared,
        status: 'waived',
        since: waiver.answered_at,
        by: waiver.answered_by,
        is_reopened: false,
        waiver,
      };
    const pending = about.filter(({ answer }) => answer === 'pending').at(-1) ?? null;
    const ended = latest(later);
    if (ended)
      return {
        ...shared,
        status: 'open',
        since: ended.answer === 'revoked' ? ended.answered_at : ended.expires_on,
        by: ended.answer === 'revoked' ? ended.answered_by : null,
        is_reopened: true,
        waiver: pending,
      };
    return {
      ...shared,
      status: put?.status ?? 'open',
      since: put?.at ?? null,
      by: put?.by ?? null,
      is_reopened: false,
      waiver: pending,
    };
  }

  /** What was decided on a finding, and on the waivers that cover it, oldest first. */
  historyOf(finding: Coverable): Link<Decision>[] {
    return this.log.filter(({ body }) => {
      if (body.finding.finding_id === finding.finding_id) return true;
      const waiver = body.waiver_id === undefined ? undefined : this.waivers.get(body.waiver_id);
      return waiver !== undefined && covers(waiver, finding);
    });
  }

  #note({ seq, body }: Link<Decision>): void {
    const before = this.#own.get(body.finding.finding_id);
    const own: Own = {
      owner: null,
      due_on: null,
      comments: 0,
      ...before,
      finding: body.finding,
      book_id: body.book_id,
    };
    if (body.action === 'set_status') own.put = { status: body.status, seq, at: body.at, by: body.by };
    if (body.action === 'assign') Object.assign(own, { owner: body.owner, due_on: body.due_on });
    if (body.action === 'comment') own.comments += 1;
    this.#own.set(body.finding.finding_id, own);
  }
}

function latest(waivers: readonly Waiver[]): Waiver | undefined {
  return waivers.toSorted((left, right) => left.approved_seq! - right.approved_seq!).at(-1);
}
