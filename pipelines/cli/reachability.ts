import { statSync } from 'node:fs';
import { UserError } from '#engine/user-error.ts';
import { isSetupOpen } from '#pipelines/people/one-time-links.ts';
import { isUsable, listAccounts } from '#pipelines/people/people.ts';
import { sessionSecret } from '#pipelines/people/session-secret.ts';
import { withState } from '#pipelines/state/open.ts';
import { isPublic, type Address } from './web-server.ts';

/** Permissions of others than the owner and the group. */
const OTHERS = 0o007;

/**
 * Refuses to let other machines reach a workbench that is not ready for them: no account to sign in with, a secret that
 * can be guessed, a folder that everybody on this machine can read, no address by which requests are told from forged
 * ones.
 *
 * @param today the day by which accounts end
 * @throws UserError that says all that is missing, and what to do.
 */
export function requireReadiness(
  workspace: string,
  address: Address,
  today: string,
  environment: NodeJS.ProcessEnv = process.env,
): void {
  if (!isPublic(address)) return;
  const missing = [
    ...(address.origin
      ? []
      : ['name the address that browsers use, e.g. `--origin https://points.example.cn`']),
    ...(hasAdministrator(workspace, today, environment)
      ? []
      : [
          'start once on this machine (`npm start`), open the link it prints and set a password, or set up single sign-on',
        ]),
    ...secretObjection(workspace, environment),
    ...((statSync(workspace).mode & OTHERS) === 0
      ? []
      : [`take the workspace from everybody else: chmod o-rwx ${workspace}`]),
  ];
  if (missing.length > 0)
    throw new UserError(
      `The workbench is not opened to other machines yet; first:\n${missing.map((each) => `- ${each}`).join('\n')}`,
    );
}

/** Whether somebody could sign in from elsewhere and administer the workbench. */
function hasAdministrator(workspace: string, today: string, environment: NodeJS.ProcessEnv): boolean {
  return withState(
    workspace,
    (state) =>
      !isSetupOpen(state) &&
      listAccounts(state).some(
        (each) =>
          each.role === 'administrator' &&
          isUsable(each, today) &&
          (each.has_password || each.has_single_sign_on || environment.JIHENG_OIDC_ISSUER),
      ),
  );
}

function secretObjection(workspace: string, environment: NodeJS.ProcessEnv): string[] {
  try {
    sessionSecret(workspace, environment);
    return [];
  } catch (error) {
    if (error instanceof UserError) return [error.message];
    throw error;
  }
}
