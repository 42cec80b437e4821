import type { Handle, HandleServerError } from '@sveltejs/kit';
import { LOCALE_COOKIE, localeOf } from '$lib/locale.ts';
import { asTheme, THEME_COOKIE } from '$lib/theme.ts';
import { isLoopbackAddress, refuse, SECURITY_HEADERS } from '$lib/server/guard.ts';

/** Guards every request, gives it its language and theme, and puts the security headers on every answer. */
export const handle: Handle = async ({ event, resolve }) => {
  const refusal = isLoopbackAddress(event.getClientAddress())
    ? refuse(event.request)
    : ({
        status: 403,
        code: 'foreign_host',
        message: 'This server answers only to its own machine.',
      } as const);
  if (refusal) {
    const { status, code, message } = refusal;
    return Response.json({ error: { code, message } }, { status, headers: SECURITY_HEADERS });
  }
  event.locals.locale = localeOf(
    event.cookies.get(LOCALE_COOKIE),
    event.request.headers.get('accept-language'),
  );
  event.locals.theme = asTheme(event.cookies.get(THEME_COOKIE));
  const { locale, theme } = event.locals;
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%jiheng.lang%', locale).replace('%jiheng.theme%', theme),
  });
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
};

/** A bug: the reader gets no details (paths, SQL), the log gets all of them. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  if (status !== 404) console.error(`${event.request.method} ${event.url.pathname}`, error);
  return {
    message: status === 404 ? 'Not found' : 'Something failed in the server',
    code: status === 404 ? 'not_found' : 'internal',
  };
};
