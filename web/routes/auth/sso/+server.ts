import { redirectWith } from '$lib/server/access/cookies.ts';
import type { RequestHandler } from './$types';

/** Sends the browser to the OpenID provider. A link, as the content policy lets no form lead elsewhere. */
export const GET: RequestHandler = async ({ request, locals, getClientAddress }) => {
  const visitor = { headers: request.headers, address: getClientAddress() };
  const way = await locals.door.singleSignOn(visitor);
  return way ? redirectWith(way.url, way.cookies) : redirectWith('/sign-in?problem=single_sign_on', []);
};
