import { z } from 'zod';
import { findAccount, isUsable, type Account } from '#pipelines/people/people.ts';
import { CAPABILITIES_OF, Role } from '#pipelines/people/role.ts';
import { Scope } from '#pipelines/people/scope.ts';
import type { State } from '#pipelines/state/open.ts';
import type { Viewer } from './viewer.ts';

/** How long members' ids are shown after a reason was given, in milliseconds. */
export const IDENTITIES_MS = 30 * 60_000;

/** As whom an administrator looks at the workbench. */
export const ViewingAs = z.object({ name: z.string(), role: Role, scope: Scope });
export type ViewingAs = z.infer<typeof ViewingAs>;

/** What a session has beside what opened it. */
interface Extras {
  readonly viewing_as: string | null;
  readonly identities_until: string | null;
}

/**
 * Whom an open session acts for, as the account is now; null where the account may not be used any more. Nothing is
 * remembered between requests, so what an administrator takes away is gone with the next one.
 */
export function viewerOfSession(
  state: State,
  session: { readonly id: string; readonly personId: string; readonly address: string },
  at: { readonly now: Date; readonly today: string },
): Viewer | null {
  const account = findAccount(state, session.personId, at.now);
  if (!account || !isUsable(account, at.today)) return null;
  const [extras] = state
    .prepare('select viewing_as, identities_until from sessions where id = ?')
    .all(session.id) as Extras[];
  if (!extras) return null;
  const as = viewedAs(account, extras);
  const role = as?.role ?? account.role;
  const isShown = extras.identities_until !== null && extras.identities_until > at.now.toISOString();
  return {
    person: { id: account.id, name: account.name },
    role,
    scope: as?.scope ?? account.scope,
    seesIdentities: isShown && CAPABILITIES_OF[role].includes('identities'),
    session: {
      id: session.id,
      role: account.role,
      viewingAs: as?.name ?? null,
      identitiesUntil: isShown ? extras.identities_until : null,
    },
    address: session.address,
  };
}

function viewedAs(account: Account, { viewing_as }: Extras): ViewingAs | null {
  // Whoever is no administrator any more has lost this with the rest.
  if (viewing_as === null || account.role !== 'administrator') return null;
  return ViewingAs.parse(JSON.parse(viewing_as));
}

/** Lets an administrator look as somebody else, or as themselves again (null). */
export function setViewingAs(state: State, sessionId: string, as: ViewingAs | null): void {
  state
    .prepare('update sessions set viewing_as = ?, identities_until = null where id = ?')
    .run(as === null ? null : JSON.stringify(ViewingAs.parse(as)), sessionId);
}

/** Shows members' ids in a session until some time, or hides them again (null). */
export function showIdentities(state: State, sessionId: string, until: Date | null): void {
  state
    .prepare('update sessions set identities_until = ? where id = ?')
    .run(until?.toISOString() ?? null, sessionId);
}
