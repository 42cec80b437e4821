import { createHash, randomBytes } from 'node:crypto';
import { UserError } from '#engine/user-error.ts';
import type { State } from '#pipelines/state/open.ts';
import { localOperator } from '#pipelines/state/operator.ts';
import { createAccount, findAccount, isUsable, listAccounts, type Account } from './people.ts';
import { EVERYTHING } from './scope.ts';

/**
 * `setup` makes the first administrator and `local` signs an administrator in at this machine, both by being opened;
 * `invitation` lets a person choose a password, the first or a new one.
 */
export type LinkKind = 'setup' | 'local' | 'invitation';

/** How long a link can be used, in milliseconds: one that was printed while its server may run, one that was sent. */
const LASTS: Readonly<Record<LinkKind, number>> = {
  setup: 24 * 3600_000,
  local: 24 * 3600_000,
  invitation: 7 * 24 * 3600_000,
};

const SETUP_CLOSED = 'setup_closed_at';

export interface Link {
  readonly kind: LinkKind;
  readonly person_id: string | null;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Makes a link and gives its token, of which only a hash is kept. Earlier ones of its kind and person end. */
export function createLink(state: State, link: Link, now = new Date()): string {
  const token = randomBytes(32).toString('base64url');
  state
    .prepare('delete from one_time_links where kind = ? and person_id is ? or expires_at < ?')
    .run(link.kind, link.person_id, now.toISOString());
  state
    .prepare('insert into one_time_links (token_hash, kind, person_id, expires_at) values (?, ?, ?, ?)')
    .run(hashOf(token), link.kind, link.person_id, new Date(now.getTime() + LASTS[link.kind]).toISOString());
  return token;
}

/** What a token would open, without using it; undefined: nothing any more. */
export function peekLink(state: State, token: string, now = new Date()): Link | undefined {
  const [link] = state
    .prepare('select kind, person_id from one_time_links where token_hash = ? and expires_at >= ?')
    .all(hashOf(token), now.toISOString()) as Link[];
  return link;
}

/** Whether there has never been an account: only then a `setup` link does anything. */
export function isSetupOpen(state: State): boolean {
  const closed = state.prepare('select 1 from settings where name = ?').all(SETUP_CLOSED);
  return closed.length === 0 && listAccounts(state).length === 0;
}

/**
 * Uses a link up and gives the account it is for; a `setup` link makes that account and closes the setup for good.
 *
 * @throws UserError where the link opens nothing any more.
 */
export function useLink(state: State, token: string, today: string, now = new Date()): Account {
  const use = state.transaction((): Account => {
    const link = peekLink(state, token, now);
    state.prepare('delete from one_time_links where token_hash = ?').run(hashOf(token));
    if (link?.kind === 'setup' && isSetupOpen(state)) return firstAdministrator(state, now);
    const account = link?.person_id ? findAccount(state, link.person_id, now) : undefined;
    if (!account || !isUsable(account, today))
      throw new UserError('This link has been used or has ended; ask for a new one.');
    return account;
  });
  return use.immediate();
}

function firstAdministrator(state: State, now: Date): Account {
  const { id, name } = localOperator();
  state
    .prepare('insert into settings (name, value) values (?, ?)')
    .run(SETUP_CLOSED, JSON.stringify(now.toISOString()));
  const local = id.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '') || 'administrator';
  return createAccount(
    state,
    {
      name,
      email: `${local}@localhost.localdomain`,
      role: 'administrator',
      scope: EVERYTHING,
      ends_on: null,
    },
    now,
  );
}

/**
 * The link that a start prints on loopback: setup where there is no account yet, else a way in for the administrator who
 * has been there longest. Null: no administrator's account can be used; `jiheng people` helps.
 */
export function linkForStart(state: State, today: string, now = new Date()): string | null {
  if (isSetupOpen(state)) return createLink(state, { kind: 'setup', person_id: null }, now);
  const administrator = listAccounts(state, now).find(
    (each) => each.role === 'administrator' && isUsable(each, today),
  );
  return administrator ? createLink(state, { kind: 'local', person_id: administrator.id }, now) : null;
}
