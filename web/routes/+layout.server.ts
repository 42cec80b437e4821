import { openDeeds, openPages } from '$lib/server/access/allow.ts';
import type { ViewerFacts } from '$lib/viewer.ts';
import type { LayoutServerLoad } from './$types';

/** The language and theme of this request, whom it acts for, and the pages open to them. */
export const load: LayoutServerLoad = ({ locals }) => {
  const { locale, theme, viewer, door } = locals;
  const facts: ViewerFacts | null = viewer && {
    id: viewer.person.id,
    name: viewer.person.name,
    role: viewer.role,
    viewingAs: viewer.session?.viewingAs ?? null,
    identitiesUntil: viewer.session?.identitiesUntil ?? null,
    deeds: openDeeds(viewer),
    lacksPassword: !door.canSignInElsewhere(viewer.person.id),
  };
  return { locale, theme, viewer: facts, openPages: openPages(viewer) };
};
