import { openPages } from '$lib/server/access/allow.ts';
import type { LayoutServerLoad } from './$types';

/** The language and theme of this request, whom it acts for, and the pages open to them. */
export const load: LayoutServerLoad = ({ locals }) => {
  const { locale, theme, viewer } = locals;
  return {
    locale,
    theme,
    viewer: viewer && { name: viewer.person.name, role: viewer.role, seesIdentities: viewer.seesIdentities },
    openPages: openPages(viewer),
  };
};
