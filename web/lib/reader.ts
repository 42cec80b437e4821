import type { TFunction } from 'i18next';
import { getContext, setContext } from 'svelte';
import type { ViewerFacts } from './viewer.ts';
import type { Answer, ApiClient } from './api.ts';
import type { Locale } from './locale.ts';

/** Who reads, and in which terms: language, time zone, names, the book in the address. */
export interface Reader {
  readonly locale: Locale;
  readonly t: TFunction;
  /** Time zone of the first programme. */
  readonly zone: string;
  /** Decimals of points in tables: none where the book has whole points only. */
  readonly digits: 0 | 2;
  /** Whether the reader may do something beyond reading; pages offer nothing else. */
  may(deed: ViewerFacts['deeds'][number]): boolean;
  /** Whether a page, by its path, shows the reader anything: where it does not, nothing leads there. */
  mayOpen(path: string): boolean;
  /** The address of a page with its parameters; the book in the address is kept, empty parameters are left out. */
  href(path: string, parameters?: Record<string, string | undefined>): string;
  /** A programme in the reader's language, as configured; its id otherwise. */
  programmeName(programme: string): string;
  /** A wallet in the reader's language, as configured; its id otherwise. */
  walletName(programme: string, wallet: string): string;
}

export type Programmes = Answer<ApiClient['books']['programmes']['$get']>['programmes'];

const KEY = Symbol('reader');

export const setReader = (reader: Reader): Reader => setContext(KEY, reader);
export const useReader = (): Reader => getContext(KEY);

/** Parameters as the end of an address; absent and empty ones are left out. */
export function queryText(parameters: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** The parameters of an address that have a value. */
export function parametersOf(url: URL): Record<string, string> {
  return Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
}

/** A name in the reader's language, else in any, else the id itself. */
export function nameIn(locale: Locale, names: Readonly<Record<string, string>>, id: string): string {
  return names[locale] ?? names[locale.slice(0, 2)] ?? Object.values(names)[0] ?? id;
}
