import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import { SqliteDialect } from 'kysely';
import { z } from 'zod';
import type { State } from '#pipelines/state/open.ts';
import { PASSWORD_LENGTH } from '#pipelines/people/password.ts';
import type { SingleSignOn } from './sign-in-settings.ts';

/** How long a session lasts without a visit, and how often a visit renews it, in seconds. */
const SESSION_SECONDS = 12 * 3600;
const RENEWED_EVERY = 15 * 60;

/** Name of the one provider of single sign-on, as in its callback `/auth/callback/oidc`. */
export const PROVIDER = 'oidc';

export interface AuthSettings {
  readonly state: State;
  /** Signs cookies and encrypts second factors; 32 characters at least. */
  readonly secret: string;
  /** Where browsers see this server, e.g. `https://points.example.cn`. */
  readonly origin: string;
  readonly singleSignOn: SingleSignOn | null;
}

/**
 * Passwords (scrypt), sessions, second factors and single sign-on, over the workspace's state. Sessions are rows:
 * without its row a cookie is worth nothing. Accounts come by invitation only, never by signing up.
 */
export function createAuth({ state, secret, origin, singleSignOn }: AuthSettings) {
  return betterAuth({
    appName: '积衡 Jiheng',
    baseURL: origin,
    basePath: '/auth',
    secret,
    trustedOrigins: [origin],
    telemetry: { enabled: false },
    logger: { level: 'error' },
    // Its own dialect wants a driver of another shape; handed libsql's object directly it crashes.
    database: { dialect: new SqliteDialect({ database: state as never }), type: 'sqlite' },
    user: {
      modelName: 'people',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'sessions',
      expiresIn: SESSION_SECONDS,
      updateAge: RENEWED_EVERY,
      cookieCache: { enabled: false },
      fields: {
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'address',
        userAgent: 'user_agent',
        userId: 'person_id',
      },
    },
    account: {
      modelName: 'credentials',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'person_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      encryptOAuthTokens: true,
      accountLinking: { enabled: true, trustedProviders: [PROVIDER] },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH,
      maxPasswordLength: 200,
      revokeSessionsOnPasswordReset: true,
    },
    // Attempts are counted in the state by ourselves, before a password is looked at.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'jiheng',
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [
      twoFactor({
        issuer: 'Jiheng',
        twoFactorTable: 'second_factors',
        schema: {
          user: { fields: { twoFactorEnabled: 'second_factor_enabled' } },
          twoFactor: {
            fields: {
              backupCodes: 'backup_codes',
              userId: 'person_id',
              failedVerificationCount: 'failures',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      ...(singleSignOn
        ? [
            genericOAuth({
              config: [
                {
                  providerId: PROVIDER,
                  name: singleSignOn.name,
                  discoveryUrl: `${singleSignOn.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                  clientId: singleSignOn.clientId,
                  clientSecret: singleSignOn.clientSecret,
                  scopes: ['openid', 'email', 'profile'],
                  requireIdTokenVerification: true,
                  pkce: true,
                  disableSignUp: true,
                },
              ],
            }),
          ]
        : []),
      openSessionPlugin,
    ],
  });
}
export type Auth = ReturnType<typeof createAuth>;

/** Opens a session for a person whom a one-time link has named; never reachable from outside. */
const openSessionPlugin = {
  id: 'open-session',
  endpoints: {
    openSession: createAuthEndpoint(
      '/open-session',
      { method: 'POST', body: z.object({ personId: z.string() }), metadata: { SERVER_ONLY: true } },
      async (context) => {
        const { internalAdapter } = context.context;
        const user = await internalAdapter.findUserById(context.body.personId);
        if (!user) throw context.error('NOT_FOUND');
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(context, { session, user });
        return context.json({ sessionId: session.id });
      },
    ),
  },
} as const;
