import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { ApiContext, ApiEnvironment } from '../api/environment.ts';
import type { Books } from '../books.ts';
import type { JobDesk } from '../jobs/seen-jobs.ts';
import { Problem } from '../problem.ts';
import { closedTo, sentenceFor, type Closed } from './allow.ts';
import { logged } from './logged.ts';
import { ACCESS } from './table.ts';
import { holds, type Viewer } from './viewer.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What may be changed while an administrator looks as somebody else: only that. */
const LEAVING = 'DELETE /api/session/viewing-as';

/**
 * The one door of the API: finds out who calls which route, and lets pass whom the table of routes and roles allows.
 * Nothing of a resource has run before. Files need the capability to export, whatever route gives them; refusals, files
 * and what was changed are logged.
 */
export function guardApi(
  viewerOf: (context: ApiContext) => Viewer | null,
  seenBy: (viewer: Viewer) => { books: Books; jobs: JobDesk },
) {
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const viewer = viewerOf(context as ApiContext);
    const route = routeOf(context as ApiContext);
    if (viewer) context.set('viewer', viewer);
    // Whether a path exists is told only to those who have signed in.
    const closed = route === undefined ? (viewer ? undefined : 'sign_in') : closedTo(viewer, route);
    if (closed) throw refused(context as ApiContext, closed, route ?? '');
    const isSafe = SAFE.has(context.req.method);
    if (viewer?.session?.viewingAs && !isSafe && route !== LEAVING)
      throw refused(context as ApiContext, 'viewing_as', route ?? '');
    if (viewer) {
      const { books, jobs } = seenBy(viewer);
      context.set('books', books);
      context.set('jobs', jobs);
    }
    await next();
    if (!viewer?.session || route === undefined) return;
    const isFile = /^attachment/.test(context.res.headers.get('content-disposition') ?? '');
    if (isFile && !holds(viewer, 'export')) {
      await context.res.body?.cancel();
      throw refused(context as ApiContext, 'no_export', route);
    }
    if (isFile) logged(context as ApiContext, 'export', route, askedFor(context as ApiContext));
    else if (!isSafe && context.res.ok && !OWN_WORDS.test(route))
      logged(context as ApiContext, 'changed', route, context.req.path);
    else if (viewer.seesIdentities && context.res.ok && ACCESS[route]?.scope === 'cut')
      logged(context as ApiContext, 'sensitive_read', route, askedFor(context as ApiContext));
  });
}

/** These write to the log themselves, with more to say. */
const OWN_WORDS = /^\w+ \/api\/(people|session)(\/|$)/;

/** A refusal, which is logged where somebody has signed in. */
function refused(context: ApiContext, closed: Closed, route: string): Problem {
  const { viewer } = context.var as Partial<ApiContext['var']>;
  if (viewer?.session) logged(context, 'refused', route, closed);
  return new Problem(closed === 'sign_in' ? 401 : 403, closed, sentenceFor(closed, route, viewer?.scope));
}

/** The address with its parameters, as it was asked. */
function askedFor(context: ApiContext): string {
  const { pathname, search } = new URL(context.req.url);
  return pathname + search;
}

/** The route that will answer, as the table names it; undefined where there is none. Middleware matches every method. */
function routeOf(context: ApiContext): string | undefined {
  const route = matchedRoutes(context).find(({ method }) => method !== 'ALL');
  return route && `${route.method} ${route.path}`;
}
