import type { TFunction } from 'i18next';
import { zhCN } from '../../../messages/zh-CN.ts';

type Kind = keyof typeof zhCN.reports.kinds;
type Format = keyof typeof zhCN.reports.formats;

/** A kind of report in the reader's language; one without a word yet goes by its id. */
export function kindWord(t: TFunction, kind: string): string {
  return kind in zhCN.reports.kinds ? t(`reports.kinds.${kind as Kind}`) : kind;
}

/** What a kind of report is for. */
export function kindHint(t: TFunction, kind: string): string {
  return kind in zhCN.reports.hints ? t(`reports.hints.${kind as Kind}`) : '';
}

export function formatWord(t: TFunction, format: string): string {
  return format in zhCN.reports.formats ? t(`reports.formats.${format as Format}`) : format;
}
