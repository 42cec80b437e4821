import type { RequestHandler } from './$types';
import { api } from '$lib/server/running-api.ts';

/** Hands every request under /api to Hono. */
export const fallback: RequestHandler = ({ request }) => api.fetch(request);
export const GET = fallback;
