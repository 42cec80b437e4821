import type { Answer, ApiClient } from '$lib/api.ts';
import type { Locale } from '$lib/locale.ts';

/** How keys of a finding's evidence read, and the codes under them; a workspace's own rule has none. */
export type EvidenceWords = Pick<
  Answer<ApiClient['findings'][':id']['$get']>,
  'evidence_words' | 'evidence_codes'
>;

/** What a key of the evidence is called; undefined: it has no word and stands as it was written. */
export function wordOfKey(words: EvidenceWords, locale: Locale, key: string): string | undefined {
  return words.evidence_words[key]?.[locale === 'en' ? 'en' : 'zh'];
}

/**
 * A value as a reader reads it: one code, or several with commas between them, with or without `missing: ` before them, or
 * the kind of an event before its id; what is no code stays as it came.
 */
export function wordOfValue(words: EvidenceWords, locale: Locale, key: string, text: string): string {
  const codes = words.evidence_codes[key];
  if (!codes) return text;
  const wordOf = (code: string) => codes[code]?.[locale === 'en' ? 'en' : 'zh'];
  const [, lead, list] = /^(missing: )?(.*)$/s.exec(text)!;
  const parts = list!.split(/, ?/).map(wordOf);
  if (parts.every((part) => part !== undefined)) {
    const said = parts.join(locale === 'en' ? ', ' : '、');
    return lead ? `${wordOf('missing') ?? 'missing'}${locale === 'en' ? ': ' : '：'}${said}` : said;
  }
  const [, kind, rest] = /^([a-z_]+)( \S+)$/.exec(text) ?? [];
  const event = kind && wordOf(kind);
  return event ? `${event}${rest}` : text;
}
