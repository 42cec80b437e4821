import { fail, redirect } from '@sveltejs/kit';
import { keepCookies } from '$lib/server/access/cookies.ts';
import type { Entrance } from '$lib/server/access/door.ts';
import { ownPath } from '$lib/server/access/own-path.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What the page must know: whether there is any account yet, and by what else than a password one can come in. */
export const load: PageServerLoad = ({ locals, url }) => {
  const page = ownPath(url.searchParams.get('page'));
  if (locals.viewer) redirect(303, page);
  const { settings, isSetupOpen } = locals.door;
  return {
    page,
    isSetup: isSetupOpen,
    isLocal: !settings.isPublic,
    singleSignOn: settings.singleSignOn?.name ?? null,
    problem: url.searchParams.get('problem'),
    isSignedOut: url.searchParams.has('signed_out'),
  };
};

export const actions: Actions = {
  password: async (event) => {
    const form = await event.request.formData();
    const email = textOf(form, 'email').slice(0, 200);
    const entrance = await event.locals.door.signIn(
      email,
      textOf(form, 'password').slice(0, 200),
      visitor(event),
    );
    return ended(event, entrance, 'password', email);
  },
  code: async (event) => {
    const form = await event.request.formData();
    const code = textOf(form, 'code').replaceAll(/\s/g, '').slice(0, 40);
    return ended(event, await event.locals.door.verifyCode(code, visitor(event)), 'code', '');
  },
};

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

function visitor({ request, getClientAddress }: RequestEvent) {
  return { headers: request.headers, address: getClientAddress() };
}

function ended(event: RequestEvent, entrance: Entrance, step: 'password' | 'code', email: string) {
  if (entrance.outcome === 'wait')
    return fail(429, { step, email, outcome: entrance.outcome, seconds: entrance.seconds });
  if (entrance.outcome === 'refused')
    return fail(401, { step, email, outcome: entrance.outcome, seconds: 0 });
  keepCookies(event.cookies, entrance.cookies);
  if (entrance.outcome === 'second_factor')
    return { step: 'code' as const, email, outcome: entrance.outcome, seconds: 0 };
  redirect(303, ownPath(event.url.searchParams.get('page')));
}
