import { error, redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** A link that can be shared: opens what the view names, whatever its filters. */
export const GET: RequestHandler = async ({ fetch, params }) => {
  const response = await fetch(`/api/views/${encodeURIComponent(params.id)}`);
  const body = (await response.json()) as { path: string } | { error: { code: string; message: string } };
  if ('error' in body) error(response.status, body.error.message);
  redirect(307, body.path);
};
