import { logAccess, type AccessAction } from '#pipelines/people/access-log.ts';
import { withState } from '#pipelines/state/open.ts';
import type { ApiContext } from '../api/environment.ts';

/** Writes what a request does to the access log, in the name of whoever it acts for. */
export function logged(context: ApiContext, action: AccessAction, subject: string, detail = ''): void {
  const { viewer, workspace, now } = context.var;
  withState(workspace, (state) =>
    logAccess(state, {
      at: now().toISOString(),
      person: viewer.person,
      action,
      subject,
      detail,
      address: viewer.address,
    }),
  );
}
