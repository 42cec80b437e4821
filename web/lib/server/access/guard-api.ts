import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { ApiContext, ApiEnvironment } from '../api/environment.ts';
import { Problem } from '../problem.ts';
import { closedTo, sentenceFor } from './allow.ts';
import type { Viewer } from './viewer.ts';

/**
 * The one door of the API: finds out who calls which route, and lets pass whom the table of routes and roles allows.
 * Nothing of a resource has run before.
 */
export function guardApi(viewerOf: (context: ApiContext) => Viewer | null) {
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const viewer = viewerOf(context as ApiContext);
    const route = routeOf(context as ApiContext);
    // Whether a path exists is told only to those who have signed in.
    const closed = route === undefined ? (viewer ? undefined : 'sign_in') : closedTo(viewer, route);
    if (closed)
      throw new Problem(
        closed === 'sign_in' ? 401 : 403,
        closed,
        sentenceFor(closed, route ?? '', viewer?.scope),
      );
    if (viewer) context.set('viewer', viewer);
    await next();
  });
}

/** The route that will answer, as the table names it; undefined where there is none. Middleware matches every method. */
function routeOf(context: ApiContext): string | undefined {
  const route = matchedRoutes(context).find(({ method }) => method !== 'ALL');
  return route && `${route.method} ${route.path}`;
}
