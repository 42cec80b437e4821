import { page } from '$app/state';
import type { Programmes } from '$lib/reader.ts';

/** The programme that a page shows, by its address or else the first, and its currency. */
export function useProgramme(wanted: string | undefined): { id: string; currency: string } {
  const programmes = page.data.programmes as Programmes;
  const found = programmes.find((each) => each.id === wanted) ?? programmes[0];
  return { id: found?.id ?? '', currency: found?.currency ?? 'CNY' };
}
