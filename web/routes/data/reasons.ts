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

/** Reasons in one language; the store keeps each text in Chinese, then English after ` / `. */
export function wordedReasons(reasons: readonly ReadReason[], locale: Locale): ReadReason[] {
  const side = (text: string) => {
    const [chinese, ...english] = text.split(' / ');
    return locale === 'en' && english.length > 0 ? english.join(' / ') : (chinese ?? text);
  };
  return reasons.map(({ column, reason, advice }) => ({
    column,
    reason: side(reason),
    advice: side(advice),
  }));
}
