import type { TFunction } from 'i18next';
import { zhCN } from '../../messages/zh-CN.ts';

type Behaviour = keyof typeof zhCN.green.behaviours;
type Category = keyof typeof zhCN.green.categories;

/** A behaviour in the reader's language; one that is not known here stands as the source has it. */
export function behaviourWord(t: TFunction, behaviour: string): string {
  return Object.hasOwn(zhCN.green.behaviours, behaviour)
    ? t(`green.behaviours.${behaviour as Behaviour}`)
    : behaviour;
}

/** A green category in the reader's language, or as the source has it. */
export function categoryWord(t: TFunction, category: string | null): string {
  if (!category) return '';
  return Object.hasOwn(zhCN.green.categories, category)
    ? t(`green.categories.${category as Category}`)
    : category;
}

/** A physical unit as it is written for readers. */
export function unitWord(unit: string | null): string {
  return unit === 'm3' ? 'm³' : (unit ?? '');
}

/** A kind of reward in the reader's language, or as the source has it. */
export function kindWord(t: TFunction, kind: string | null): string {
  if (!kind) return '';
  return Object.hasOwn(zhCN.greenPoints.economy.kinds, kind)
    ? t(`greenPoints.economy.kinds.${kind as keyof typeof zhCN.greenPoints.economy.kinds}`)
    : kind;
}
