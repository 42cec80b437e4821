import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Every way in which the API refuses; the pages have a sentence for each. */
export const PROBLEM_CODES = [
  'bad_request',
  'not_found',
  'no_book',
  'other_engine',
  'unknown_book',
  'ambiguous_book',
  'unknown_member',
  'unknown_batch',
  'unknown_finding',
  'unknown_rule',
  'unknown_job',
  'unknown_upload',
  'already_running',
  'no_space',
  'not_decided',
  'not_acceptable',
  'too_large',
  'foreign_host',
  'foreign_origin',
  'not_in_book',
  'sign_in',
  'forbidden',
  'outside_scope',
  'unlisted',
  'viewing_as',
  'no_export',
  'identities_hidden',
  'no_session',
  'not_changed',
  'internal',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** A request that cannot be answered, with one sentence that names the thing and says what to do next. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: ProblemCode;

  constructor(status: ContentfulStatusCode, code: ProblemCode, message: string) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
  }
}
