import type { Cookies } from '@sveltejs/kit';
import { parseSetCookieHeader } from 'better-auth/cookies';

/** Hands cookies that the door has made to the browser, as they are. */
export function keepCookies(cookies: Cookies, setCookies: readonly string[]): void {
  for (const header of setCookies) {
    for (const [name, attributes] of parseSetCookieHeader(header)) {
      cookies.set(name, decodeURIComponent(attributes.value), {
        path: attributes.path ?? '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: attributes.secure ?? false,
        ...(attributes['max-age'] === undefined ? {} : { maxAge: Number(attributes['max-age']) }),
      });
    }
  }
}

/** An answer that sends the browser on, with cookies. */
export function redirectWith(location: string, setCookies: readonly string[]): Response {
  const headers = new Headers({ location });
  for (const cookie of setCookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}
