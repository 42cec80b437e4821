import { redirectWith } from '$lib/server/access/cookies.ts';
import type { RequestHandler } from './$types';

/**
 * Opens a one-time link. One that this machine has printed signs in at once; an invitation leads to a page first, since
 * mail programs open links by themselves.
 */
export const GET: RequestHandler = async ({ url, request, locals, getClientAddress }) => {
  const token = url.searchParams.get('link') ?? '';
  const visitor = { headers: request.headers, address: getClientAddress() };
  const kind = locals.door.linkKind(token);
  if (kind === 'invitation')
    return redirectWith(`/enter/invitation?${new URLSearchParams({ link: token })}`, []);
  if (kind === undefined) return redirectWith('/sign-in?problem=link', []);
  const { cookies } = await locals.door.enterByLink(token, visitor);
  return redirectWith('/', cookies);
};
