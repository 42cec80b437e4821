import type { TFunction } from 'i18next';
import { zhCN } from '../messages/zh-CN.ts';

type Reason = keyof typeof zhCN.common.reasons;

/** A reason in the reader's language; one that the contract does not name stands as the source has it. */
export function reasonWord(t: TFunction, reason: string | null): string {
  if (!reason) return '';
  return reason in zhCN.common.reasons ? t(`common.reasons.${reason as Reason}`) : reason;
}

type Kind = keyof typeof zhCN.common.kinds;

/** The kind of an event in the reader's language. */
export function kindWord(t: TFunction, kind: string | null): string {
  if (!kind) return '';
  return kind in zhCN.common.kinds ? t(`common.kinds.${kind as Kind}`) : kind;
}
