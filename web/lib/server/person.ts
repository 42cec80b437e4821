import type { Person } from '#pipelines/state/operator.ts';
import type { ApiContext } from './api/environment.ts';

/** In whose name a request acts. */
export function personOf(context: ApiContext): Person {
  return context.var.viewer.person;
}
