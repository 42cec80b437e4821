import type { TFunction } from 'i18next';

const WORDS = ['overdue', 'never', 'later', 'not_expected'] as const;

/** A span of months as the ageing and maturity name it: `12-23` becomes 12–23 个月. */
export function bucketName(t: TFunction, bucket: string): string {
  const word = WORDS.find((each) => each === bucket);
  return word
    ? t(`finance.ageing.buckets.${word}`)
    : t('finance.ageing.months', { range: bucket.replace('-', '–') });
}
