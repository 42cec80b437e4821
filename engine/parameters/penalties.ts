import type { Bilingual } from '../contract/citation.ts';
import type { LawId } from './laws.ts';

/** A range of fines in yuan, where it is written. */
export interface PenaltyRange {
  readonly law: LawId;
  readonly article: string;
  readonly low: number;
  readonly high: number;
  readonly basis: Bilingual;
}

/** Fines that findings are exposed to. Shown as a range, never summed; none is a forecast. */
export const PENALTIES = {
  'consumer-law-56': {
    law: 'consumer-law',
    article: '56',
    low: 0,
    high: 500_000,
    basis: {
      zh: '违法所得一倍以上十倍以下；没有违法所得的，五十万元以下',
      en: 'one to ten times the illegal gains; without gains up to 500,000 yuan',
    },
  },
  'consumer-regulation-50': {
    law: 'consumer-regulation',
    article: '50',
    low: 0,
    high: 300_000,
    basis: {
      zh: '违法所得一倍以上五倍以下；没有违法所得的，三十万元以下',
      en: 'one to five times the illegal gains; without gains up to 300,000 yuan',
    },
  },
  'consumer-regulation-50-grave': {
    law: 'consumer-regulation',
    article: '50',
    low: 0,
    high: 500_000,
    basis: {
      zh: '违反第九条、第二十二条：没有违法所得的，五十万元以下',
      en: 'for breaches of arts. 9 and 22; without gains up to 500,000 yuan',
    },
  },
  'competition-law-25': {
    law: 'competition-law-2025',
    article: '25',
    low: 0,
    high: 2_000_000,
    basis: {
      zh: '一百万元以下；情节严重的，一百万元以上二百万元以下',
      en: 'up to 1,000,000 yuan; serious cases 1,000,000 to 2,000,000',
    },
  },
  'competition-law-27': {
    law: 'competition-law-2025',
    article: '27',
    low: 50_000,
    high: 500_000,
    basis: { zh: '五万元以上五十万元以下', en: '50,000 to 500,000 yuan' },
  },
  'price-penalties-7': {
    law: 'price-penalties',
    article: '7',
    low: 50_000,
    high: 500_000,
    basis: {
      zh: '违法所得五倍以下；没有违法所得的，五万元以上五十万元以下',
      en: 'up to five times the illegal gains; without gains 50,000 to 500,000 yuan',
    },
  },
  'contract-supervision-18': {
    law: 'contract-supervision',
    article: '18',
    low: 0,
    high: 100_000,
    basis: { zh: '十万元以下', en: 'up to 100,000 yuan' },
  },
  'e-commerce-law-81': {
    law: 'e-commerce-law',
    article: '81',
    low: 20_000,
    high: 500_000,
    basis: {
      zh: '二万元以上十万元以下；情节严重的，十万元以上五十万元以下',
      en: '20,000 to 100,000 yuan; serious cases up to 500,000',
    },
  },
  'minors-network-55': {
    law: 'minors-network',
    article: '55',
    low: 0,
    high: 1_000_000,
    basis: {
      zh: '十万元以下；情节严重的，一百万元以下',
      en: 'up to 100,000 yuan; serious cases up to 1,000,000',
    },
  },
  'pyramid-selling-24': {
    law: 'pyramid-selling',
    article: '24',
    low: 500_000,
    high: 2_000_000,
    basis: { zh: '组织者：五十万元以上二百万元以下', en: 'organisers: 500,000 to 2,000,000 yuan' },
  },
} as const satisfies Record<string, PenaltyRange>;

export type PenaltyId = keyof typeof PENALTIES;
