import { withState } from '#pipelines/state/open.ts';
import { readOperator, type Person } from '#pipelines/state/operator.ts';
import type { ApiContext } from './api/environment.ts';

/** In whose name a request acts: without accounts, whoever the setting says sits at this machine. */
export function personOf(context: ApiContext): Person {
  return withState(context.var.workspace, readOperator);
}
