import type { LayoutServerLoad } from './$types';

/** The language and theme of this request. */
export const load: LayoutServerLoad = ({ locals }) => ({ locale: locals.locale, theme: locals.theme });
