import i18next, { type i18n, type TFunction } from 'i18next';
import { en } from '../messages/en.ts';
import { zhCN } from '../messages/zh-CN.ts';
import { withSingulars } from './english-number.ts';
import { LOCALES, type Locale } from './locale.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zhCN };
    returnNull: false;
  }
}

const MESSAGES = { 'zh-CN': zhCN, en } as const;

// One instance per language, fixed for good: the language belongs to the request, so nothing here may ever switch.
const instances = Object.fromEntries(LOCALES.map((locale) => [locale, instanceFor(locale)])) as Record<
  Locale,
  i18n
>;

function instanceFor(locale: Locale): i18n {
  const instance = i18next.createInstance();
  if (locale === 'en')
    instance.use({
      type: 'postProcessor',
      name: 'singulars',
      process: (text: string) => withSingulars(text),
    });
  void instance.init({
    lng: locale,
    ...(locale === 'en' ? { postProcess: ['singulars'] } : {}),
    fallbackLng: false,
    resources: { [locale]: { translation: MESSAGES[locale] } },
    initAsync: false,
    showSupportNotice: false,
    // Svelte escapes what it shows.
    interpolation: { escapeValue: false },
  });
  return instance;
}

/** Translates keys into one language; the keys are checked by the compiler. */
export function translator(locale: Locale): TFunction {
  return instances[locale].t;
}
