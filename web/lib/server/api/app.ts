import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { UserError } from '#engine/user-error.ts';
import { ENGINE_VERSION } from '#engine/version.ts';
import { localOperator } from '#pipelines/state/operator.ts';
import { isLimited } from '#pipelines/people/scope.ts';
import { sessionSecret } from '#pipelines/people/session-secret.ts';
import { guardApi } from '../access/guard-api.ts';
import { Pseudonyms } from '../access/pseudonyms.ts';
import { SeenBooks } from '../access/seen-books.ts';
import { operatorViewer, type Viewer } from '../access/viewer.ts';
import type { Books } from '../books.ts';
import { Jobs } from '../jobs/jobs.ts';
import { jobsSeenBy } from '../jobs/seen-jobs.ts';
import { Uploads } from '../uploads/uploads.ts';
import { Problem } from '../problem.ts';
import { accessLog } from './access-log.ts';
import { accounts } from './accounts.ts';
import { batches } from './batches.ts';
import { books } from './books.ts';
import { coalition } from './coalition.ts';
import { cohorts } from './cohorts.ts';
import { databases } from './databases.ts';
import { decisions } from './decisions.ts';
import type { ApiContext, ApiEnvironment } from './environment.ts';
import { events } from './events.ts';
import { findings } from './findings.ts';
import { green } from './green.ts';
import { jobs as jobResource } from './jobs.ts';
import { liability } from './liability.ts';
import { marketing } from './marketing.ts';
import { members } from './members.ts';
import { lockIn } from './lock-in.ts';
import { mismatches } from './mismatches.ts';
import { overview } from './overview.ts';
import { people } from './people.ts';
import { preferences } from './preferences.ts';
import { promises } from './promises.ts';
import { promotions } from './promotions.ts';
import { rejects } from './rejects.ts';
import { remediation } from './remediation.ts';
import { reports } from './reports.ts';
import { rewards } from './rewards.ts';
import { rules } from './rules.ts';
import { session } from './session.ts';
import { trace } from './trace.ts';
import { uploads as uploadResource } from './uploads.ts';
import { views } from './views.ts';

/** Of any body but that of an uploaded file, which is counted against its own limit. Counted while streaming. */
const BODY_LIMIT = 256 * 1024;

function isFileBody(method: string, path: string): boolean {
  return method === 'PUT' && /^\/api\/uploads\/[^/]+\/files$/.test(path);
}

/** What the API needs from outside. */
export interface Surroundings {
  readonly books: Books;
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** Default: those of the workspace. */
  readonly jobs?: Jobs;
  /** The clock that decides what is due and which waivers hold; default this machine's. */
  readonly now?: () => Date;
  /**
   * Whom a request acts for; null: nobody. Default: the operator of this machine, as for commands; the web server, which
   * answers strangers, always gives its own.
   */
  readonly viewerOf?: (context: ApiContext) => Viewer | null;
}

/** The API under `/api`: one file per resource, every input through its schema, every refusal one sentence. */
export function createApi(surroundings: Surroundings) {
  const jobs = surroundings.jobs ?? new Jobs(surroundings.workspace);
  const uploads = new Uploads(surroundings.workspace);
  const root = new OpenAPIHono<ApiEnvironment>().basePath('/api');
  root.use(async (context, next) => {
    context.set('books', surroundings.books);
    context.set('workspace', surroundings.workspace);
    context.set('jobs', jobs);
    context.set('uploads', uploads);
    context.set('now', surroundings.now ?? (() => new Date()));
    await next();
    if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
  });
  const operator = () => operatorViewer(localOperator());
  let pseudonyms: Pseudonyms | undefined;
  const seenBy = ({ scope, seesIdentities }: Viewer): Books => {
    if (seesIdentities && !isLimited(scope)) return surroundings.books;
    pseudonyms ??= new Pseudonyms(sessionSecret(surroundings.workspace));
    return new SeenBooks(surroundings.books, scope, seesIdentities ? null : pseudonyms);
  };
  root.use(
    guardApi(surroundings.viewerOf ?? operator, (viewer) => ({
      books: seenBy(viewer),
      jobs: jobsSeenBy(jobs, viewer),
    })),
  );
  const limited = bodyLimit({
    maxSize: BODY_LIMIT,
    onError: () => {
      throw new Problem(413, 'too_large', `A request may carry ${BODY_LIMIT} bytes at most.`);
    },
  });
  root.use((context, next) =>
    isFileBody(context.req.method, context.req.path) ? next() : limited(context, next),
  );
  root.onError((error, context) => refusal(context as ApiContext, error));
  root.notFound((context) =>
    refusal(
      context as ApiContext,
      new Problem(404, 'not_found', `The API has no ${context.req.path}; see /api/openapi.json.`),
    ),
  );
  const api = root
    .route('/overview', overview)
    .route('/accounts', accounts)
    .route('/events', events)
    .route('/trace', trace)
    .route('/mismatches', mismatches)
    .route('/findings', findings)
    .route('/decisions', decisions)
    .route('/promises', promises)
    .route('/remediation', remediation)
    .route('/rules', rules)
    .route('/liability', liability)
    .route('/cohorts', cohorts)
    .route('/marketing', marketing)
    .route('/members', members)
    .route('/views', views)
    .route('/preferences', preferences)
    .route('/lock-in', lockIn)
    .route('/promotions', promotions)
    .route('/rewards', rewards)
    .route('/coalition', coalition)
    .route('/green', green)
    .route('/batches', batches)
    .route('/rejects', rejects)
    .route('/books', books)
    .route('/jobs', jobResource)
    .route('/reports', reports)
    .route('/uploads', uploadResource)
    .route('/databases', databases)
    .route('/session', session)
    .route('/people', people)
    .route('/access-log', accessLog);
  root.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Jiheng', version: ENGINE_VERSION, license: { name: 'Apache-2.0' } },
  });
  return api;
}

/** The API's type, for the typed client of the pages. */
export type Api = ReturnType<typeof createApi>;

/** A known refusal says its sentence; a bug says only that there was one, and the log says the rest. */
function refusal(context: ApiContext, error: Error) {
  if (error instanceof Problem) {
    const { status, code, message } = error;
    return context.json({ error: { code, message } }, status);
  }
  // What Hono's own validators refuse, e.g. a body that is no JSON.
  if (error instanceof HTTPException && error.status < 500) {
    const message = `The request is not usable: ${error.message || 'unreadable'}.`;
    return context.json({ error: { code: 'bad_request', message } }, 400);
  }
  console.error(`${context.req.method} ${context.req.path}`, error);
  const message =
    error instanceof UserError
      ? 'The workspace cannot be read; `jiheng doctor` says why.'
      : 'Something failed in the server; its log says what. No data was changed.';
  return context.json({ error: { code: 'internal', message } }, 500);
}
