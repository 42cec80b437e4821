import { redirect } from '@sveltejs/kit';
import { asLocale, LOCALE_COOKIE } from '$lib/locale.ts';
import { THEME_COOKIE, THEMES } from '$lib/theme.ts';
import { ownPath } from '$lib/server/access/own-path.ts';
import type { RequestHandler } from './$types';

/** A year: people do not want to choose their language every day. */
const KEPT = { path: '/', maxAge: 365 * 24 * 3600, httpOnly: true, sameSite: 'lax', secure: false } as const;

/** Keeps the reader's language or theme in a cookie and goes back to the page. */
export const POST: RequestHandler = async ({ request, cookies }) => {
  const form = await request.formData();
  const locale = asLocale(form.get('language')?.toString());
  if (locale) cookies.set(LOCALE_COOKIE, locale, KEPT);
  const theme = THEMES.find((each) => each === form.get('theme'));
  if (theme) cookies.set(THEME_COOKIE, theme, KEPT);
  redirect(303, ownPath(form.get('back')?.toString()));
};
