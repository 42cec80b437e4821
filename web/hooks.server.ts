import type { Handle, HandleServerError, RequestEvent } from '@sveltejs/kit';
import { LOCALE_COOKIE, localeOf } from '$lib/locale.ts';
import { asTheme, THEME_COOKIE } from '$lib/theme.ts';
import { beginningOf, closedTo, pageRoute, sentenceFor } from '$lib/server/access/allow.ts';
import { isLoopbackAddress, refuse, SECURITY_HEADERS, type Refusal } from '$lib/server/guard.ts';
import { isPublic, origin, theDoor } from '$lib/server/running-api.ts';

/** The route under which everything of the API is. */
const API = '/api/[...path]';
const SAFE = new Set(['GET', 'HEAD']);

/** Guards every request, finds out for whom it is, gives it its language and theme, and puts the security headers on every answer. */
export const handle: Handle = async ({ event, resolve }) => {
  const address = addressOf(event);
  const refusal = refusalOf(event, address);
  if (refusal || address === undefined) {
    const { status, code, message } = refusal ?? PAST_THE_PROXY;
    return Response.json({ error: { code, message } }, { status, headers: SECURITY_HEADERS });
  }
  const door = await theDoor();
  const { viewer, cookies } = await door.viewerOf({ headers: event.request.headers, address });
  const locale = localeOf(event.cookies.get(LOCALE_COOKIE), event.request.headers.get('accept-language'));
  const theme = asTheme(event.cookies.get(THEME_COOKIE));
  Object.assign(event.locals, { viewer, door, locale, theme });
  const response =
    refusePage(event) ??
    (await resolve(event, {
      transformPageChunk: ({ html }) =>
        html.replace('%jiheng.lang%', locale).replace('%jiheng.theme%', theme),
    }));
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  // Once seen over https, browsers ask for it by nothing else.
  if (isPublic && origin.startsWith('https:'))
    response.headers.set('strict-transport-security', 'max-age=31536000');
  // What a session shows must not outlive it in a cache.
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  // A prolonged session; an answer that sets cookies itself has just opened or ended one.
  if (!response.headers.has('set-cookie'))
    for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
};

/** Where the request comes from; undefined: it lacks the header in which the proxy says so (ADDRESS_HEADER). */
function addressOf(event: RequestEvent): string | undefined {
  try {
    return event.getClientAddress();
  } catch (error) {
    if (error instanceof Error && error.message.includes('ADDRESS_HEADER')) return undefined;
    throw error;
  }
}

/** Why a request is refused before anything reads it; undefined: it may pass. */
function refusalOf(event: RequestEvent, address: string | undefined): Refusal | undefined {
  const refusal =
    isPublic || (address && isLoopbackAddress(address))
      ? refuse(event.request, isPublic ? origin : undefined)
      : NOT_THIS_MACHINE;
  return refusal ?? (address === undefined ? PAST_THE_PROXY : undefined);
}

const NOT_THIS_MACHINE: Refusal = {
  status: 403,
  code: 'foreign_host',
  message: 'This server answers only to its own machine.',
};
const PAST_THE_PROXY: Refusal = {
  status: 403,
  code: 'foreign_host',
  message:
    'This server answers only through its proxy, which must send the header that ADDRESS_HEADER names.',
};

/**
 * What answers instead of a page or endpoint that is closed to the visitor; undefined: it is open. The API decides for
 * itself, and an address that is no page is not found for anybody.
 */
function refusePage(event: RequestEvent): Response | undefined {
  const { route, locals, request, url } = event;
  if (route.id === null || route.id === API) return undefined;
  const name = pageRoute(request.method, route.id);
  const closed = closedTo(locals.viewer, name);
  if (!closed) return undefined;
  if (SAFE.has(request.method) && name.startsWith('PAGE ')) {
    // Whoever signs in is sent to the overview.
    if (route.id === '/' && closed === 'outside_scope')
      return new Response(null, { status: 303, headers: { location: beginningOf(locals.viewer!) } });
    const back = new URLSearchParams({ page: url.pathname + url.search });
    return new Response(null, {
      status: 303,
      headers: { location: closed === 'sign_in' ? `/sign-in?${back}` : `/no-access?${back}&why=${closed}` },
    });
  }
  const error = { code: closed, message: sentenceFor(closed, name, locals.viewer?.scope) };
  return Response.json({ error }, { status: closed === 'sign_in' ? 401 : 403 });
}

/** A bug: the reader gets no details (paths, SQL), the log gets all of them. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  if (status !== 404) console.error(`${event.request.method} ${event.url.pathname}`, error);
  return {
    message: status === 404 ? 'Not found' : 'Something failed in the server',
    code: status === 404 ? 'not_found' : 'internal',
  };
};
