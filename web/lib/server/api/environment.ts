import { OpenAPIHono, z, type Hook } from '@hono/zod-openapi';
import type { Context, Env } from 'hono';
import type { Viewer } from '../access/viewer.ts';
import type { Books } from '../books.ts';
import type { JobDesk } from '../jobs/seen-jobs.ts';
import type { Uploads } from '../uploads/uploads.ts';
import { Problem, PROBLEM_CODES } from '../problem.ts';

/** What every resource finds on its context. */
export interface ApiEnvironment extends Env {
  /** What the server around the API has found out about the request: null, nobody has signed in. */
  Bindings: { viewer?: Viewer | null };
  Variables: {
    books: Books;
    workspace: string;
    jobs: JobDesk;
    uploads: Uploads;
    now: () => Date;
    /** Whoever the request acts for; the guard has let them pass. */
    viewer: Viewer;
  };
}
export type ApiContext = Context<ApiEnvironment>;

/** How every refusal looks. */
export const ProblemBody = z
  .object({ error: z.object({ code: z.enum(PROBLEM_CODES), message: z.string() }) })
  .openapi('Problem');

/** A resource; input that its schema refuses is answered by one sentence that names the field. */
export function resource(): OpenAPIHono<ApiEnvironment> {
  return new OpenAPIHono<ApiEnvironment>({ defaultHook: refuseInvalid });
}

const refuseInvalid: Hook<unknown, ApiEnvironment, string, unknown> = (result) => {
  if (result.success) return;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new Problem(
    400,
    'bad_request',
    `The parameter ${field || '(body)'} is not usable: ${issue?.message ?? 'unreadable'}.`,
  );
};

const body = (description: string) => ({
  description,
  content: { 'application/json': { schema: ProblemBody } },
});

/** The refusals that every resource on a book can answer with. */
export const REFUSALS = {
  400: body('The request is not usable'),
  401: body('Nobody has signed in'),
  403: body('The role or the scope of the account does not reach this'),
  404: body('There is no such thing'),
  409: body('The book was computed by another version of the engine'),
} as const;

/** The book a request reads; without it, the current one. */
export const BookQuery = z.object({
  book: z
    .string()
    .regex(/^[0-9a-f]{8,64}$/, 'a book id is 8 to 64 hexadecimal digits')
    .optional()
    .openapi({ description: 'Id of the book, or its first digits (8 or more); default: the current book' }),
});

/** A decimal of points as text, exact. */
export const Points = z.string().openapi({ description: 'Points, two decimals, exact', example: '1284.00' });
/** An instant in ISO 8601, UTC. */
export const Instant = z
  .string()
  .openapi({ description: 'ISO 8601 in UTC', example: '2025-12-31T15:59:59Z' });
/** A calendar day of the programme. */
export const Day = z.string().openapi({ example: '2025-12-31' });

/** What every answer says of the book it comes from. */
export const BookSchema = z
  .object({
    book_id: z.string(),
    content_fingerprint: z.string(),
    engine_version: z.string(),
    as_of: Day,
    known_at: Instant.nullable(),
  })
  .openapi('Book');
