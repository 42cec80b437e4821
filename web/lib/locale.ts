/** Languages of the product, the first being the one for readers who name none. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export const LOCALE_COOKIE = 'jiheng-language';

/** The locale a cookie names, or none. */
export function asLocale(text: string | undefined): Locale | undefined {
  return LOCALES.find((each) => each === text);
}

/**
 * The locale of a request: the reader's own choice, else the first language of `Accept-Language` (by its weights) that
 * the product speaks, else Chinese.
 */
export function localeOf(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const chosen = asLocale(cookie);
  if (chosen) return chosen;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part, position) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find(Boolean);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight), position };
    })
    .filter((each) => each.weight > 0)
    .sort((left, right) => right.weight - left.weight || left.position - right.position);
  for (const { tag } of wanted) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
  }
  return 'zh-CN';
}
