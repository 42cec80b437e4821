import type { TFunction } from 'i18next';
import { percent } from '$lib/format/rate.ts';
import { zhCN } from '../../messages/zh-CN.ts';

const { kinds, industries, memberTypes } = zhCN.market;
const PROVINCES: Readonly<Record<string, readonly [string, string]>> = {
  '11': ['北京', 'Beijing'],
  '12': ['天津', 'Tianjin'],
  '13': ['河北', 'Hebei'],
  '14': ['山西', 'Shanxi'],
  '15': ['内蒙古', 'Inner Mongolia'],
  '21': ['辽宁', 'Liaoning'],
  '22': ['吉林', 'Jilin'],
  '23': ['黑龙江', 'Heilongjiang'],
  '31': ['上海', 'Shanghai'],
  '32': ['江苏', 'Jiangsu'],
  '33': ['浙江', 'Zhejiang'],
  '34': ['安徽', 'Anhui'],
  '35': ['福建', 'Fujian'],
  '36': ['江西', 'Jiangxi'],
  '37': ['山东', 'Shandong'],
  '41': ['河南', 'Henan'],
  '42': ['湖北', 'Hubei'],
  '43': ['湖南', 'Hunan'],
  '44': ['广东', 'Guangdong'],
  '45': ['广西', 'Guangxi'],
  '46': ['海南', 'Hainan'],
  '50': ['重庆', 'Chongqing'],
  '51': ['四川', 'Sichuan'],
  '52': ['贵州', 'Guizhou'],
  '53': ['云南', 'Yunnan'],
  '54': ['西藏', 'Tibet'],
  '61': ['陕西', 'Shaanxi'],
  '62': ['甘肃', 'Gansu'],
  '63': ['青海', 'Qinghai'],
  '64': ['宁夏', 'Ningxia'],
  '65': ['新疆', 'Xinjiang'],
  '71': ['台湾', 'Taiwan'],
  '81': ['香港', 'Hong Kong'],
  '82': ['澳门', 'Macao'],
};

/** The kind of a reward in the reader's language; one that the contract does not name as the source has it. */
export function rewardKind(t: TFunction, kind: string | null): string {
  return kind !== null && kind in kinds ? t(`market.kinds.${kind as keyof typeof kinds}`) : (kind ?? '');
}

export function industryWord(t: TFunction, industry: string | null): string {
  return industry !== null && industry in industries
    ? t(`market.industries.${industry as keyof typeof industries}`)
    : (industry ?? '');
}

/** A segment of a trait as it is called; a province (GB/T 2260) by its name. */
export function segmentWord(
  t: TFunction,
  locale: string,
  dimension: string,
  segment: string,
  nameOf: (kind: string, value: string) => string,
): string {
  if (dimension === 'region') return PROVINCES[segment.slice(0, 2)]?.[locale === 'en' ? 1 : 0] ?? segment;
  if (dimension === 'member_type' && segment in memberTypes)
    return t(`market.memberTypes.${segment as keyof typeof memberTypes}`);
  return nameOf(dimension, segment);
}

/** A ratio for the eye: `3.13`, `0.37`. */
export const ratioText = (ratio: number): string => (ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(2));

/** `2.96–3.31`; without an upper bound `2.96–∞`. */
export const intervalText = (low: number | null, high: number | null): string =>
  `${ratioText(low ?? 0)}–${high === null ? '∞' : ratioText(high)}`;

/** How a number changed, `+8.4%`; – where there was nothing before. */
export function changeText(now: string | number, before: string | number): string {
  if (!(Number(before) > 0)) return '–';
  const change = Number(now) / Number(before) - 1;
  return `${change > 0 ? '+' : ''}${percent(change, 1)}`;
}

/** A false-discovery rate: `0.3%`, `< 0.1%`. */
export const rateText = (rate: number): string => (rate < 0.001 ? '< 0.1%' : `${(rate * 100).toFixed(1)}%`);

/** A p-value: `0.012`, `< 0.001`. */
export const pText = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));
