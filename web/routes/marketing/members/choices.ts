import type { TFunction } from 'i18next';

/** What the address may say of a list of members; the words stand in the messages. */
export const SEGMENTS = [
  'champions',
  'loyal',
  'big_spenders',
  'promising',
  'regular',
  'at_risk',
  'hibernating',
  'lapsed',
  'never_bought',
] as const;
export const LIFE_CYCLES = ['new', 'active', 'cooling', 'dormant', 'lost', 'never_bought'] as const;
export const MARKS = [
  'current',
  'high_potential',
  'near_tier',
  'expiring_30',
  'expiring_60',
  'expiring_90',
] as const;

/** The word for a value that the book has, as it stands where no word is known. */
export function wordOf(t: TFunction, group: string, value: string): string {
  return t(`members.${group}.${value}` as never, { defaultValue: value }) as unknown as string;
}
