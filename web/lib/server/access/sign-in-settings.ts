import { z } from 'zod';
import { UserError } from '#engine/user-error.ts';

/** The OpenID provider of the house. */
export interface SingleSignOn {
  /** As the button says it. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const Settings = z.object({
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(16),
});

/**
 * Single sign-on as the environment names it: `JIHENG_OIDC_ISSUER`, `JIHENG_OIDC_CLIENT_ID`,
 * `JIHENG_OIDC_CLIENT_SECRET`, and `JIHENG_OIDC_NAME` for the button; null where no issuer is named.
 *
 * @throws UserError where it is named in part.
 */
export function singleSignOnOf(environment: NodeJS.ProcessEnv): SingleSignOn | null {
  const { JIHENG_OIDC_ISSUER: issuer } = environment;
  if (!issuer) return null;
  const parsed = Settings.safeParse({
    issuer,
    clientId: environment.JIHENG_OIDC_CLIENT_ID,
    clientSecret: environment.JIHENG_OIDC_CLIENT_SECRET,
  });
  if (!parsed.success)
    throw new UserError(
      'Single sign-on needs JIHENG_OIDC_ISSUER (an address), JIHENG_OIDC_CLIENT_ID and JIHENG_OIDC_CLIENT_SECRET (16 characters or more); set all three or none.',
    );
  return { name: environment.JIHENG_OIDC_NAME || new URL(issuer).host, ...parsed.data };
}
