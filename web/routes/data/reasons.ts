import type { Locale } from '$lib/locale.ts';

/** Why a cell or record was refused, in one language. */
export interface ReadReason {
  readonly column: string | null;
  readonly reason: string;
  readonly advice: string;
}

/** Reads the reasons of a reject, which the API gives as JSON. */
export function reasonsOf(json: string, locale: Locale): ReadReason[] {
  return wordedReasons(JSON.parse(json) as ReadReason[], locale);
}

/** A text of the store in one language: it keeps each in Chinese, then in English after ` / `. */
export function inOneLanguage(text: string, locale: Locale): string {
  const [, counted, words] = /^(\d+) 行 rows: (.*)$/s.exec(text) ?? [];
  if (words !== undefined)
    return `${counted} ${locale === 'en' ? 'rows' : '行'}: ${inOneLanguage(words, locale)}`;
  const [chinese, ...english] = text.split(' / ');
  return locale === 'en' && english.length > 0 ? english.join(' / ') : (chinese ?? text);
}

/** Reasons in one language. */
export function wordedReasons(reasons: readonly ReadReason[], locale: Locale): ReadReason[] {
  const side = (text: string) => inOneLanguage(text, locale);
  return reasons.map(({ column, reason, advice }) => ({
    column,
    reason: side(reason),
    advice: side(advice),
  }));
}
