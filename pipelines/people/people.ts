import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '#engine/user-error.ts';
import type { State } from '#pipelines/state/open.ts';
import { Role } from './role.ts';
import { EVERYTHING, Scope } from './scope.ts';

/** Whoever can sign in, or once could: accounts are disabled, never deleted, as logs name them. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly scope: Scope;
  /** Last local day on which it may be used, `YYYY-MM-DD`; null: no end. */
  readonly ends_on: string | null;
  readonly disabled_at: string | null;
  readonly created_at: string;
  readonly has_password: boolean;
  readonly has_second_factor: boolean;
  readonly has_single_sign_on: boolean;
  readonly open_sessions: number;
  readonly last_seen_at: string | null;
}

/** What an administrator says of an account. An auditor's must have an end. */
export const AccountTerms = z
  .object({
    name: z.string().trim().min(1).max(100),
    email: z.email().max(200).toLowerCase(),
    role: Role,
    scope: Scope.default(EVERYTHING),
    ends_on: z.iso.date().nullable().default(null),
  })
  .refine(({ role, ends_on }) => role !== 'auditor' || ends_on !== null, {
    path: ['ends_on'],
    message: "an auditor's account needs a last day",
  });
export type AccountTerms = z.infer<typeof AccountTerms>;

interface Row extends Omit<Account, 'scope' | 'has_password' | 'has_second_factor' | 'has_single_sign_on'> {
  readonly scope: string;
  readonly has_password: number;
  readonly has_second_factor: number | null;
  readonly has_single_sign_on: number;
}

const SELECT = `select people.id, people.name, people.email, people.role, people.scope, people.ends_on,
    people.disabled_at, people.created_at,
    exists (select 1 from credentials where person_id = people.id and password is not null) as has_password,
    coalesce(people.second_factor_enabled, 0) as has_second_factor,
    exists (select 1 from credentials where person_id = people.id and password is null) as has_single_sign_on,
    (select count(*) from sessions where person_id = people.id and expires_at > $now) as open_sessions,
    (select max(updated_at) from sessions where person_id = people.id) as last_seen_at
  from people`;

function accountOf(row: Row): Account {
  return {
    ...row,
    scope: Scope.parse(JSON.parse(row.scope)),
    has_password: row.has_password === 1,
    has_second_factor: row.has_second_factor === 1,
    has_single_sign_on: row.has_single_sign_on === 1,
  };
}

/** All accounts, the oldest first. */
export function listAccounts(state: State, now = new Date()): Account[] {
  const rows = state
    .prepare(`${SELECT} order by people.created_at, people.id`)
    .all({ now: now.toISOString() }) as Row[];
  return rows.map(accountOf);
}

/** The account with an id or an email address; undefined: there is none. */
export function findAccount(state: State, idOrEmail: string, now = new Date()): Account | undefined {
  const [row] = state
    .prepare(`${SELECT} where people.id = $who or people.email = lower($who)`)
    .all({ who: idOrEmail, now: now.toISOString() }) as Row[];
  return row && accountOf(row);
}

/** @throws UserError where there is no such account. */
export function requireAccount(state: State, idOrEmail: string): Account {
  const account = findAccount(state, idOrEmail);
  if (!account) throw new UserError(`There is no account ${idOrEmail}; \`jiheng people list\` names them.`);
  return account;
}

/** Whether an account may be used on a local day. */
export function isUsable(account: Pick<Account, 'disabled_at' | 'ends_on'>, today: string): boolean {
  return account.disabled_at === null && (account.ends_on === null || today <= account.ends_on);
}

/**
 * Makes an account, without a way to sign in: a link gives that.
 *
 * @throws UserError where the address is taken.
 */
export function createAccount(state: State, terms: AccountTerms, now = new Date()): Account {
  const { name, email, role, scope, ends_on } = AccountTerms.parse(terms);
  if (findAccount(state, email)) throw new UserError(`There is an account for ${email} already.`);
  const id = randomUUID();
  const at = now.toISOString();
  state
    .prepare(
      `insert into people (id, name, email, email_verified, created_at, updated_at, second_factor_enabled, role, scope, ends_on)
       values (?, ?, ?, 1, ?, ?, 0, ?, ?, ?)`,
    )
    .run(id, name, email, at, at, role, JSON.stringify(scope), ends_on);
  return requireAccount(state, id);
}

/** What can be changed of an account. */
export interface AccountChange {
  readonly name?: string;
  readonly email?: string;
  readonly role?: Role;
  readonly scope?: Scope;
  readonly ends_on?: string | null;
  readonly is_disabled?: boolean;
}

/**
 * Changes an account. Where that touches what it may do, its sessions end at once: whoever it is signs in anew and has
 * what they have now.
 *
 * @throws UserError where nobody could administer the workbench afterwards, or an auditor would have no end.
 */
export function changeAccount(state: State, id: string, change: AccountChange, now = new Date()): Account {
  const apply = state.transaction((): Account => {
    const before = requireAccount(state, id);
    const disabled_at =
      change.is_disabled === undefined
        ? before.disabled_at
        : change.is_disabled
          ? (before.disabled_at ?? now.toISOString())
          : null;
    const { name, email, role, scope, ends_on } = AccountTerms.parse({ ...before, ...change });
    const taken = findAccount(state, email);
    if (taken && taken.id !== before.id) throw new UserError(`There is an account for ${email} already.`);
    state
      .prepare(
        'update people set name = ?, email = ?, role = ?, scope = ?, ends_on = ?, disabled_at = ?, updated_at = ? where id = ?',
      )
      .run(name, email, role, JSON.stringify(scope), ends_on, disabled_at, now.toISOString(), before.id);
    const left = listAccounts(state, now).filter(
      (each) => each.role === 'administrator' && each.disabled_at === null && each.ends_on === null,
    );
    if (left.length === 0)
      throw new UserError('The last administrator stays one; make another account an administrator first.');
    const after = requireAccount(state, before.id);
    const powers = ({ role, scope, ends_on, disabled_at }: Account) =>
      JSON.stringify([role, scope, ends_on, disabled_at]);
    if (powers(before) !== powers(after)) endSessions(state, before.id);
    return after;
  });
  return apply.immediate();
}

/** Ends all sessions of a person at once; gives how many there were. */
export function endSessions(state: State, personId: string): number {
  return state.prepare('delete from sessions where person_id = ?').run(personId).changes;
}

/** Takes away every way to sign in, for whoever lost one: password, second factor, single sign-on, open sessions. */
export function forgetCredentials(state: State, personId: string): void {
  for (const table of ['sessions', 'credentials', 'second_factors'])
    state.prepare(`delete from ${table} where person_id = ?`).run(personId);
  state.prepare('update people set second_factor_enabled = 0 where id = ?').run(personId);
}
