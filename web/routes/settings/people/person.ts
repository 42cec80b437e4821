import type { Answer, ApiClient } from '$lib/api.ts';

export type Person = Answer<ApiClient['people']['$get']>['people'][number];
export type Role = Person['role'];

export const ROLES: readonly Role[] = ['compliance', 'finance', 'marketing', 'auditor', 'administrator'];

/** Whether an account can be used on a day, or why not. */
export function stateOf(person: Person, today: string): 'open' | 'disabled' | 'ended' {
  if (person.disabled_at) return 'disabled';
  return person.ends_on !== null && person.ends_on < today ? 'ended' : 'open';
}

/** Ids as people write them, one a line; none: no limit. */
export function idsOf(text: string): string[] | null {
  const ids = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return ids.length > 0 ? ids : null;
}
