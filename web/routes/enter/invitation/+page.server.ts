import { fail, redirect } from '@sveltejs/kit';
import { keepCookies } from '$lib/server/access/cookies.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whose account a link opens; the link itself is used only when its form is sent. */
export const load: PageServerLoad = ({ locals, url }) => {
  const token = url.searchParams.get('link') ?? '';
  const invited = locals.door.invited(token);
  if (!invited) redirect(303, '/sign-in?problem=link');
  const { email, name, role } = invited;
  return { token, email, name, invitedAs: role, shortest: locals.door.passwordLength };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, getClientAddress }) => {
    const form = await request.formData();
    const [link, name, password] = ['link', 'name', 'password'].map((field) => {
      const value = form.get(field);
      return typeof value === 'string' ? value : '';
    }) as [string, string, string];
    if (name.trim() === '' || name.length > 100) return fail(400, { problem: 'name' as const, name });
    if (password.length < locals.door.passwordLength || password.length > 200)
      return fail(400, { problem: 'password' as const, name });
    if (!locals.door.invited(link)) redirect(303, '/sign-in?problem=link');
    const visitor = { headers: request.headers, address: getClientAddress() };
    const accepted = await locals.door.acceptInvitation(link, { name, password }, visitor);
    keepCookies(cookies, accepted.cookies);
    redirect(303, '/');
  },
};
