import { isAPIError } from 'better-auth/api';
import { renderSVG } from 'uqr';
import { ZodError } from 'zod';
import { dayOf } from '#engine/time/local-time.ts';
import { UserError } from '#engine/user-error.ts';
import { CAPABILITIES_OF } from '#pipelines/people/role.ts';
import { logAccess, type AccessAction } from '#pipelines/people/access-log.ts';
import { isSetupOpen, peekLink, useLink, type LinkKind } from '#pipelines/people/one-time-links.ts';
import {
  changeAccount,
  findAccount,
  isUsable,
  requireAccount,
  type Account,
} from '#pipelines/people/people.ts';
import { PASSWORD_LENGTH } from '#pipelines/people/password.ts';
import { forgetFailures, noteFailure, waitBeforeTrying } from '#pipelines/people/sign-in-throttle.ts';
import type { State } from '#pipelines/state/open.ts';
import { createAuth, PROVIDER, type Auth } from './auth.ts';
import { viewerOfSession } from './sessions.ts';
import type { SingleSignOn } from './sign-in-settings.ts';
import type { Viewer } from './viewer.ts';

/** What the door is told of the server it belongs to. */
export interface DoorSettings {
  readonly state: State;
  readonly secret: string;
  readonly origin: string;
  readonly singleSignOn: SingleSignOn | null;
  /** Other machines can reach this server, so that links of this machine open nothing. */
  readonly isPublic: boolean;
  /** Zone whose days end accounts. */
  readonly zone: string;
  readonly now: () => Date;
}

/** A browser at the door. */
export interface Visitor {
  readonly headers: Headers;
  /** Network address. */
  readonly address: string;
}

/** How an attempt to come in ended; `cookies` are to be kept by the browser. */
export type Entrance =
  | { readonly outcome: 'in' | 'second_factor'; readonly cookies: readonly string[] }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'wait'; readonly seconds: number };

/** The one door to the workbench: who comes in, by what, and who is inside. Everything at it is logged. */
export class Door {
  readonly auth: Auth;
  readonly settings: DoorSettings;
  readonly #state: State;

  constructor(settings: DoorSettings) {
    this.settings = settings;
    this.#state = settings.state;
    this.auth = createAuth(settings);
  }

  /** The day by which accounts end. */
  today(): string {
    return dayOf(this.settings.zone, this.settings.now().getTime());
  }

  /** Whom the cookies of a request act for, and those to be kept anew where the session was prolonged. */
  async viewerOf(visitor: Visitor): Promise<{ viewer: Viewer | null; cookies: readonly string[] }> {
    if (!visitor.headers.has('cookie')) return { viewer: null, cookies: [] };
    const { headers, response } = await this.auth.api.getSession({
      headers: visitor.headers,
      returnHeaders: true,
    });
    if (!response) return { viewer: null, cookies: [] };
    const { id, userId: personId } = response.session;
    const viewer = viewerOfSession(
      this.#state,
      { id, personId, address: visitor.address },
      { now: this.settings.now(), today: this.today() },
    );
    return { viewer, cookies: viewer ? headers.getSetCookie() : [] };
  }

  /** By password; where the account has a second factor, that is asked for next. */
  async signIn(email: string, password: string, visitor: Visitor): Promise<Entrance> {
    const subjects = [`account ${email.toLowerCase()}`, `address ${visitor.address}`];
    return this.#attempt(subjects, email, visitor, async () => {
      const account = findAccount(this.#state, email);
      if (account && !isUsable(account, this.today())) return undefined;
      return this.auth.api.signInEmail({
        body: { email, password },
        headers: visitor.headers,
        asResponse: true,
      });
    });
  }

  /** By the code of the second factor, or a back-up code; the cookie says whose. */
  async verifyCode(code: string, visitor: Visitor): Promise<Entrance> {
    const isBackup = !/^\d{6}$/.test(code);
    const subjects = [`code ${visitor.address}`];
    return this.#attempt(subjects, 'second factor', visitor, () =>
      isBackup
        ? this.auth.api.verifyBackupCode({ body: { code }, headers: visitor.headers, asResponse: true })
        : this.auth.api.verifyTOTP({ body: { code }, headers: visitor.headers, asResponse: true }),
    );
  }

  /** Whether there has never been an account. */
  get isSetupOpen(): boolean {
    return isSetupOpen(this.#state);
  }

  /** Whether an account has another way in than a link of this machine. */
  canSignInElsewhere(personId: string): boolean {
    const account = findAccount(this.#state, personId);
    return account !== undefined && (account.has_password || account.has_single_sign_on);
  }

  /** The fewest characters of a password. */
  readonly passwordLength = PASSWORD_LENGTH;

  /** Whose account an invitation is for; undefined: the link opens nothing any more. */
  invited(token: string): Account | undefined {
    const link = peekLink(this.#state, token, this.settings.now());
    if (link?.kind !== 'invitation' || link.person_id === null) return undefined;
    const account = findAccount(this.#state, link.person_id, this.settings.now());
    return account && isUsable(account, this.today()) ? account : undefined;
  }

  /** What a one-time link would do here; undefined: nothing, as it has ended or belongs to another machine. */
  linkKind(token: string): LinkKind | undefined {
    const link = peekLink(this.#state, token, this.settings.now());
    if (!link) return undefined;
    if (link.kind === 'invitation') return link.kind;
    // What a start prints is for this machine alone.
    if (this.settings.isPublic) return undefined;
    return link.kind === 'setup' && !isSetupOpen(this.#state) ? undefined : link.kind;
  }

  /**
   * By a one-time link, which is used up.
   * @throws UserError where it opens nothing any more.
   */
  async enterByLink(
    token: string,
    visitor: Visitor,
  ): Promise<{ account: Account; cookies: readonly string[] }> {
    const kind = this.linkKind(token);
    const account = useLink(this.#state, token, this.today(), this.settings.now());
    const response = await this.auth.api.openSession({
      body: { personId: account.id },
      headers: visitor.headers,
      asResponse: true,
    });
    this.log(kind === 'setup' ? 'setup' : 'sign_in', account, 'one-time link', visitor);
    return { account, cookies: response.headers.getSetCookie() };
  }

  /**
   * By an invitation, or a new one after a password was lost: the person chooses a password and is signed in.
   * @throws UserError where the link opens nothing any more.
   */
  async acceptInvitation(
    token: string,
    choice: { readonly name: string; readonly password: string },
    visitor: Visitor,
  ): Promise<{ cookies: readonly string[] }> {
    const { account, cookies } = await this.enterByLink(token, visitor);
    changeAccount(this.#state, account.id, { name: choice.name }, this.settings.now());
    await this.setPassword(account.id, choice.password);
    this.log('password_changed', account, account.email, visitor);
    return { cookies };
  }

  /** Gives an account a password of its own, kept as scrypt's hash. */
  async setPassword(personId: string, password: string): Promise<void> {
    const context = await this.auth.$context;
    const hash = await context.password.hash(password);
    const known = await context.internalAdapter.findAccounts(personId);
    if (known.some((each) => each.providerId === 'credential'))
      await context.internalAdapter.updatePassword(personId, hash);
    else
      await context.internalAdapter.linkAccount({
        userId: personId,
        providerId: 'credential',
        accountId: personId,
        password: hash,
      });
  }

  /** Where the browser is sent for single sign-on, with the cookies that bind the answer to it. */
  async singleSignOn(visitor: Visitor): Promise<{ url: string; cookies: readonly string[] } | undefined> {
    const response = await this.auth.api.signInSocial({
      body: { provider: PROVIDER, callbackURL: '/', errorCallbackURL: '/sign-in', disableRedirect: true },
      headers: visitor.headers,
      asResponse: true,
    });
    if (!response.ok) return undefined;
    const { url } = (await response.json()) as { url?: string };
    return url ? { url, cookies: response.headers.getSetCookie() } : undefined;
  }

  /** The provider's answer; an account that may not be used gets no session. */
  async fromProvider(request: Request, visitor: Visitor): Promise<Response> {
    const response = await this.auth.handler(request);
    const cookies = response.headers.getSetCookie();
    const { viewer } = await this.viewerOf({ ...visitor, headers: withCookies(visitor.headers, cookies) });
    const failed = new URL(response.headers.get('location') ?? '/', this.settings.origin);
    if (viewer && !failed.searchParams.has('error')) {
      this.log('sign_in', viewer.person, 'single sign-on', visitor);
      return response;
    }
    this.log(
      'sign_in_failed',
      null,
      'single sign-on',
      visitor,
      failed.searchParams.get('error') ?? 'no account',
    );
    return new Response(null, { status: 303, headers: { location: '/sign-in?problem=single_sign_on' } });
  }

  /** Ends the session of a request: its row goes, so that no copy of its cookie is worth anything. */
  async signOut(viewer: Viewer | null, visitor: Visitor): Promise<readonly string[]> {
    const response = await this.auth.api.signOut({ headers: visitor.headers, asResponse: true });
    if (viewer) this.log('sign_out', viewer.person, '', visitor);
    return response.headers.getSetCookie();
  }

  /** What whoever has signed in may know of their own account. */
  ownAccount({ person, role, scope }: Viewer) {
    const { name, email, ends_on, has_password, has_second_factor, has_single_sign_on } = requireAccount(
      this.#state,
      person.id,
    );
    return {
      account: { name, email, ends_on, has_password, has_second_factor, has_single_sign_on },
      may: { role, scope, capabilities: [...CAPABILITIES_OF[role]] },
      shortest: this.passwordLength,
    };
  }

  /** Changes one's own name and address; gives what stands against it. */
  rename(viewer: Viewer, wanted: { name: string; email: string }): string | null {
    try {
      changeAccount(this.#state, viewer.person.id, wanted, this.settings.now());
      this.log('account_changed', viewer.person, wanted.email, viewer, wanted.name);
      return null;
    } catch (error) {
      if (error instanceof ZodError) return error.issues.map(({ message }) => message).join('; ');
      if (error instanceof UserError) return error.message;
      throw error;
    }
  }

  /** A new password: the first one needs the session only, a further one the present password; other sessions end. */
  async changePassword(
    viewer: Viewer,
    { current, next }: { current: string; next: string },
    visitor: Visitor,
  ): Promise<{ problem: 'short' | 'current' } | { cookies: readonly string[] }> {
    if (next.length < this.passwordLength) return { problem: 'short' };
    if (!requireAccount(this.#state, viewer.person.id).has_password) {
      await this.setPassword(viewer.person.id, next);
      this.log('password_changed', viewer.person, '', visitor);
      return { cookies: [] };
    }
    const { headers } = visitor;
    const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
    const response = await refusedAsUndefined(() =>
      this.auth.api.changePassword({ body, headers, asResponse: true }),
    );
    if (!response?.ok) return { problem: 'current' };
    this.log('password_changed', viewer.person, '', visitor);
    return { cookies: response.headers.getSetCookie() };
  }

  /** A secret for an authenticator app, with its picture drawn here, and back-up codes; undefined: wrong password. */
  async beginSecondFactor(
    password: string,
    { headers }: Visitor,
  ): Promise<{ picture: string; secret: string; backupCodes: readonly string[] } | undefined> {
    const response = await refusedAsUndefined(() =>
      this.auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers, asResponse: true }),
    );
    if (!response?.ok) return undefined;
    const { totpURI, backupCodes } = (await response.json()) as { totpURI: string; backupCodes: string[] };
    const secret = new URL(totpURI).searchParams.get('secret') ?? '';
    return { picture: renderSVG(totpURI, { border: 2 }), secret, backupCodes };
  }

  /** The first code proves that the app has the secret; from then on it is asked for. Undefined: wrong code. */
  async confirmSecondFactor(
    viewer: Viewer,
    code: string,
    visitor: Visitor,
  ): Promise<readonly string[] | undefined> {
    const { headers } = visitor;
    const response = await refusedAsUndefined(() =>
      this.auth.api.verifyTOTP({ body: { code }, headers, asResponse: true }),
    );
    if (!response?.ok) return undefined;
    this.log('second_factor_changed', viewer.person, 'on', visitor);
    return response.headers.getSetCookie();
  }

  /** Without second factor again; undefined: wrong password. */
  async endSecondFactor(
    viewer: Viewer,
    password: string,
    visitor: Visitor,
  ): Promise<readonly string[] | undefined> {
    const { headers } = visitor;
    const response = await refusedAsUndefined(() =>
      this.auth.api.disableTwoFactor({ body: { password }, headers, asResponse: true }),
    );
    if (!response?.ok) return undefined;
    this.log('second_factor_changed', viewer.person, 'off', visitor);
    return response.headers.getSetCookie();
  }

  /** Writes to the access log. */
  log(
    action: AccessAction,
    person: { readonly id: string; readonly name: string } | null,
    subject: string,
    visitor: { readonly address: string },
    detail = '',
  ): void {
    logAccess(this.#state, {
      at: this.settings.now().toISOString(),
      person: person && { id: person.id, name: person.name },
      action,
      subject,
      detail,
      address: visitor.address,
    });
  }

  async #attempt(
    subjects: readonly string[],
    subject: string,
    visitor: Visitor,
    attempt: () => Promise<Response | undefined>,
  ): Promise<Entrance> {
    const now = this.settings.now();
    const wait = waitBeforeTrying(this.#state, subjects, now);
    if (wait > 0) return { outcome: 'wait', seconds: Math.ceil(wait / 1000) };
    const response = await refusedAsUndefined(attempt);
    if (!response?.ok) {
      noteFailure(this.#state, subjects, now);
      this.log('sign_in_failed', null, subject, visitor);
      return { outcome: 'refused' };
    }
    const body = (await response.json()) as { twoFactorRedirect?: boolean };
    const cookies = response.headers.getSetCookie();
    if (body.twoFactorRedirect) return { outcome: 'second_factor', cookies };
    const { viewer } = await this.viewerOf({ ...visitor, headers: withCookies(visitor.headers, cookies) });
    if (!viewer) return { outcome: 'refused' };
    forgetFailures(this.#state, subjects);
    this.log('sign_in', viewer.person, subject, visitor);
    return { outcome: 'in', cookies };
  }
}

/** The library throws what it refuses; whatever else goes wrong is a fault and goes on. */
async function refusedAsUndefined(
  attempt: () => Promise<Response | undefined>,
): Promise<Response | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (isAPIError(error)) return undefined;
    throw error;
  }
}

/** The headers of the next request of a browser that has kept some cookies. */
export function withCookies(headers: Headers, setCookies: readonly string[]): Headers {
  const jar = new Map<string, string>();
  const keep = (pair: string) => {
    const at = pair.indexOf('=');
    if (at > 0) jar.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  };
  for (const pair of (headers.get('cookie') ?? '').split(';')) keep(pair);
  for (const cookie of setCookies) keep(cookie.split(';')[0]!);
  const next = new Headers(headers);
  next.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
  return next;
}
