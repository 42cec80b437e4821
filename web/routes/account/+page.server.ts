import { fail } from '@sveltejs/kit';
import { keepCookies } from '$lib/server/access/cookies.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The account of whoever has signed in, and what their role may. */
export const load: PageServerLoad = ({ locals }) => locals.door.ownAccount(locals.viewer!);

export const actions: Actions = {
  name: async (event) => {
    const [name, email] = await fields(event, 'name', 'email');
    const problem = event.locals.door.rename(event.locals.viewer!, { name, email });
    return problem ? fail(400, { form: 'name' as const, problem }) : { form: 'name' as const, problem: null };
  },
  password: async (event) => {
    const [current, next] = await fields(event, 'current', 'next');
    const { door, viewer } = event.locals;
    const change = await door.changePassword(viewer!, { current, next }, visitor(event));
    if ('problem' in change) return fail(400, { form: 'password' as const, problem: change.problem });
    keepCookies(event.cookies, change.cookies);
    return { form: 'password' as const, problem: null };
  },
  beginSecondFactor: async (event) => {
    const [password] = await fields(event, 'password');
    const begun = await event.locals.door.beginSecondFactor(password, visitor(event));
    if (!begun) return fail(400, { form: 'second_factor' as const, problem: 'password' as const });
    return { form: 'second_factor' as const, problem: null, begun };
  },
  confirmSecondFactor: async (event) => {
    const [code] = await fields(event, 'code');
    const { door, viewer } = event.locals;
    const cookies = await door.confirmSecondFactor(viewer!, code.replaceAll(/\s/g, ''), visitor(event));
    if (!cookies) return fail(400, { form: 'second_factor' as const, problem: 'code' as const });
    keepCookies(event.cookies, cookies);
    return { form: 'second_factor' as const, problem: null };
  },
  endSecondFactor: async (event) => {
    const [password] = await fields(event, 'password');
    const { door, viewer } = event.locals;
    const cookies = await door.endSecondFactor(viewer!, password, visitor(event));
    if (!cookies) return fail(400, { form: 'second_factor' as const, problem: 'password' as const });
    keepCookies(event.cookies, cookies);
    return { form: 'second_factor' as const, problem: null };
  },
};

async function fields<Names extends string[]>(
  { request }: RequestEvent,
  ...names: Names
): Promise<{ [Key in keyof Names]: string }> {
  const form = await request.formData();
  return names.map((name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.slice(0, 200) : '';
  }) as { [Key in keyof Names]: string };
}

function visitor({ request, getClientAddress }: RequestEvent) {
  return { headers: request.headers, address: getClientAddress() };
}
