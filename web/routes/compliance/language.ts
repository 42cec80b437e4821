import type { TFunction } from 'i18next';
import type { Locale } from '$lib/locale.ts';
import { zhCN } from '../../messages/zh-CN.ts';

/** The text of the reader's language, of two that a rule carries. */
export function inLanguage(locale: Locale, zh: string, en: string): string {
  return locale === 'en' ? en : zh;
}

/** An article as laws are cited; what is no law (the programme's own books) stands without brackets. */
export function isLaw(citation: {
  readonly effective_from: string | null;
  readonly article: string;
}): boolean {
  return citation.effective_from !== null && /^\d/.test(citation.article);
}

/** An article in the reader's language: one whose number is still to be found is described in Chinese alone. */
export function articleIn(locale: Locale, article: string, unknown: string): string {
  return locale === 'en' && /\p{Script=Han}/u.test(article) ? unknown : article;
}

/** The unit of a parameter in the reader's language; one that a rule of one's own invented stands as it is. */
export function unitWord(t: TFunction, unit: string): string {
  return unit in zhCN.compliance.units
    ? t(`compliance.units.${unit as keyof typeof zhCN.compliance.units}`)
    : unit;
}

/** The value of a parameter as a reader reads it: yes or no are words. */
export function valueWord(
  t: TFunction,
  { value, unit }: { readonly value: string; readonly unit: string },
): string {
  if (unit !== 'yes/no') return value;
  return t(value === 'true' ? 'common.yes' : 'common.no');
}
