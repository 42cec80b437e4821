import { redirectWith } from '$lib/server/access/cookies.ts';
import type { RequestHandler } from './$types';

/** Ends the session. */
export const POST: RequestHandler = async ({ request, locals, getClientAddress }) => {
  const visitor = { headers: request.headers, address: getClientAddress() };
  return redirectWith('/sign-in?signed_out=1', await locals.door.signOut(locals.viewer, visitor));
};
