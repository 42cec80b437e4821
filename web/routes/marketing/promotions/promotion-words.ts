import type { TFunction } from 'i18next';
import { zhCN } from '../../../messages/zh-CN.ts';

const { kinds } = zhCN.market.promotions;

/** The kind of a promotion in the reader's language; one that the contract does not name as the source has it. */
export function promotionKind(t: TFunction, kind: string | null): string {
  return kind !== null && kind in kinds
    ? t(`market.promotions.kinds.${kind as keyof typeof kinds}`)
    : (kind ?? '');
}

/** An estimate in money, with its sign: `+132.36`, `−33.24`. */
export function signedEstimate(value: number): string {
  const text = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return `${value < 0 ? '−' : '+'}${text}`;
}

type Status = Exclude<keyof typeof zhCN.market.promotions.statuses, 'more' | 'less'>;

/** How a finding is marked. */
export function findingKind(row: {
  readonly status: Status;
  readonly effect_low: number | null;
  readonly effect_high: number | null;
}): 'up' | 'down' | 'level' | 'silent' {
  if (row.status !== 'measured') return 'silent';
  if ((row.effect_low ?? 0) > 0) return 'up';
  return (row.effect_high ?? 0) < 0 ? 'down' : 'level';
}

/** What is said of it: an estimate by what its interval leaves open, all else by its status. */
export function findingWord(row: Parameters<typeof findingKind>[0]): Status | 'more' | 'less' {
  const kind = findingKind(row);
  return kind === 'up' ? 'more' : kind === 'down' ? 'less' : row.status;
}
