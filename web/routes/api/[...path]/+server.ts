import type { RequestHandler } from './$types';
import { api } from '$lib/server/running-api.ts';

/** Hands every request under /api to Hono, with whom it acts for. */
export const fallback: RequestHandler = ({ request, locals }) =>
  api.fetch(request, { viewer: locals.viewer });
export const GET = fallback;
