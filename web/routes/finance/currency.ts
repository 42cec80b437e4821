import { page } from '$app/state';
import type { Programmes } from '$lib/reader.ts';

/** The programme that the address names, else the first: its id and currency. Read while a component is set up or derived. */
export function shownProgramme(): { id: string; currency: string } {
  const programmes = page.data.programmes as Programmes;
  const wanted = page.url.searchParams.get('programme');
  const found = programmes.find(({ id }) => id === wanted) ?? programmes[0];
  return { id: found?.id ?? '', currency: found?.currency ?? 'CNY' };
}
