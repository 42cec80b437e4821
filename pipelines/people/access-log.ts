import { z } from 'zod';
import {
  appendLinks,
  chainHead,
  verifyChain,
  type ChainCheck,
  type ChainHead,
} from '#pipelines/state/chain.ts';
import type { State } from '#pipelines/state/open.ts';
import { Person } from '#pipelines/state/operator.ts';

const TABLE = 'access_log';

/** What is written down: comings and goings, refusals, exports, reads that show who a member is, changes of accounts. */
export const ACCESS_ACTIONS = [
  'setup',
  'sign_in',
  'sign_in_failed',
  'sign_out',
  'refused',
  'export',
  'sensitive_read',
  'identities_shown',
  'identities_hidden',
  'viewing_as',
  'invited',
  'link_made',
  'account_changed',
  'sessions_ended',
  'password_changed',
  'second_factor_changed',
  'changed',
] as const;
export const AccessAction = z.enum(ACCESS_ACTIONS);
export type AccessAction = z.infer<typeof AccessAction>;

/** One line of the log. */
export interface AccessEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Null: nobody had signed in. */
  readonly person: Person | null;
  readonly action: AccessAction;
  /** What it was about: a route, an account, an address that was tried. */
  readonly subject: string;
  /** What else is worth knowing, e.g. the reason given or the filter of an export; never a secret. */
  readonly detail: string;
  /** Network address of the browser; empty for commands. */
  readonly address: string;
}

/** An entry as it stands in the chain. */
export type LoggedAccess = AccessEntry & { readonly seq: number; readonly hash: string };

const Length = { subject: 300, detail: 1000 } as const;

/** Adds an entry to the end of the log. */
export function logAccess(state: State, entry: AccessEntry): void {
  const body = {
    ...entry,
    subject: entry.subject.slice(0, Length.subject),
    detail: entry.detail.slice(0, Length.detail),
  };
  appendLinks<AccessEntry>(state, TABLE, () => [body]);
}

/** What to look for; everything must hold. */
export interface AccessFilter {
  /** Part of the name, subject or detail. */
  readonly text?: string | undefined;
  readonly action?: AccessAction | undefined;
  readonly person?: string | undefined;
  /** ISO 8601: from this instant on, and before that one. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** A window of the log, the latest first, and how many entries match. */
export function readAccessLog(
  state: State,
  filter: AccessFilter,
  limit: number,
  offset = 0,
): { entries: LoggedAccess[]; total: number } {
  const parameters = {
    text: filter.text ? `%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%` : null,
    action: filter.action ?? null,
    person: filter.person ?? null,
    from: filter.from ?? null,
    before: filter.before ?? null,
  };
  const where = `where ($action is null or action = $action) and ($person is null or person_id = $person)
    and ($from is null or at >= $from) and ($before is null or at < $before)
    and ($text is null or body like $text escape '\\')`;
  const [count] = state.prepare(`select count(*) as total from ${TABLE} ${where}`).all(parameters) as {
    total: number;
  }[];
  const rows = state
    .prepare(`select seq, body, hash from ${TABLE} ${where} order by seq desc limit $limit offset $offset`)
    .all({ ...parameters, limit, offset }) as { seq: number; body: string; hash: string }[];
  const entries = rows.map(({ seq, body, hash }) => ({ seq, hash, ...(JSON.parse(body) as AccessEntry) }));
  return { entries, total: count!.total };
}

/** The end of the log; noted elsewhere, it proves later that nothing before was changed. */
export function accessLogHead(state: State): ChainHead {
  return chainHead(state, TABLE);
}

/** Recomputes the hashes of the log. */
export function verifyAccessLog(state: State, noted?: ChainHead): ChainCheck {
  return verifyChain(state, TABLE, noted);
}
