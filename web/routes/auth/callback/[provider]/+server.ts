import type { RequestHandler } from './$types';

/** The OpenID provider sends the browser back here. */
export const GET: RequestHandler = ({ request, locals, getClientAddress }) =>
  locals.door.fromProvider(request, { headers: request.headers, address: getClientAddress() });
