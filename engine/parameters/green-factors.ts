import type { Bilingual } from '../contract/citation.ts';
import type { Basis, Carrier, FactorStatus } from '../green/factor.ts';

/** A factor as it was published, with where and how sure we are of it. */
export interface PublishedFactor {
  readonly id: string;
  readonly carrier: Carrier;
  readonly basis: Basis;
  /** Decimal text in `unit`. */
  readonly value: string;
  readonly unit: string;
  readonly year: number;
  /** GB/T 2260 code of the province; empty: the country. */
  readonly region: string;
  readonly name: Bilingual;
  readonly boundary: Bilingual;
  readonly source: Bilingual;
  readonly status: FactorStatus;
}

const GENERATION: Bilingual = {
  zh: '电力消费对应的发电环节 CO₂，不含输配电损失与燃料上游',
  en: 'CO₂ of generating the electricity consumed; without losses of transmission and without upstream fuel',
};
const SUPPLY: Bilingual = {
  zh: '电力全生命周期温室气体，含燃料上游与输配电',
  en: 'greenhouse gases over the whole life of electricity, with upstream fuel and transmission',
};

const announcement = (year: number, number: number, title: string): Bilingual => ({
  zh: `生态环境部、国家统计局公告${year}年第${number}号《${title}》（转引）`,
  en: `MEE and NBS announcement ${year} no. ${number} (read in a copy)`,
});

const national = (year: number, value: string, source: Bilingual): PublishedFactor => ({
  id: `grid-${year}-national`,
  carrier: 'electricity',
  basis: 'emission',
  value,
  unit: 'kgCO2/kWh',
  year,
  region: '',
  name: {
    zh: `全国电力平均二氧化碳排放因子（${year}）`,
    en: `National average CO₂ factor of electricity (${year})`,
  },
  boundary: GENERATION,
  source,
  status: 'secondary',
});

const ELECTRICITY_2023 = announcement(2025, 47, '关于发布2023年电力二氧化碳排放因子的公告');

const provincial = (region: string, zh: string, en: string, value: string): PublishedFactor => ({
  ...national(2023, value, ELECTRICITY_2023),
  id: `grid-2023-${region}`,
  region,
  name: {
    zh: `${zh}电力平均二氧化碳排放因子（2023）`,
    en: `Average CO₂ factor of electricity, ${en} (2023)`,
  },
});

const footprint = (year: number, value: string): PublishedFactor => ({
  ...national(year, value, {
    zh: `生态环境部、国家统计局、国家能源局发布的${year}年电力碳足迹因子（转引）`,
    en: `Electricity carbon footprint factor of ${year} by MEE, NBS and NEA (read in a copy)`,
  }),
  id: `grid-footprint-${year}-national`,
  basis: 'footprint',
  unit: 'kgCO2e/kWh',
  name: {
    zh: `全国电力平均碳足迹因子（${year}）`,
    en: `National average carbon footprint factor of electricity (${year})`,
  },
  boundary: SUPPLY,
});

/**
 * The built-in register. A new year is a new entry; entries are never edited, so that a book says years later what it
 * was computed with. `green_factors` of a data set adds to it, or overrides an entry of the same id.
 */
export const PUBLISHED_FACTORS: readonly PublishedFactor[] = [
  national(2021, '0.5568', announcement(2024, 12, '关于发布2021年电力二氧化碳排放因子的公告')),
  national(2022, '0.5366', announcement(2024, 33, '关于发布2022年电力二氧化碳排放因子的公告')),
  national(2023, '0.5306', ELECTRICITY_2023),
  provincial('110000', '北京市', 'Beijing', '0.5554'),
  provincial('310000', '上海市', 'Shanghai', '0.5737'),
  provincial('320000', '江苏省', 'Jiangsu', '0.5827'),
  provincial('330000', '浙江省', 'Zhejiang', '0.4974'),
  provincial('410000', '河南省', 'Henan', '0.5897'),
  provincial('440000', '广东省', 'Guangdong', '0.4419'),
  provincial('510000', '四川省', 'Sichuan', '0.1564'),
  footprint(2023, '0.6205'),
  footprint(2024, '0.5777'),
  {
    id: 'tap-water',
    carrier: 'water',
    basis: 'emission',
    value: '0.168',
    unit: 'kgCO2e/t',
    year: 2019,
    region: '',
    name: { zh: '自来水', en: 'Tap water' },
    boundary: { zh: '制水与供水，不含热水加热', en: 'treating and supplying water; without heating it' },
    source: { zh: 'GB/T 51366-2019《建筑碳排放计算标准》（转引）', en: 'GB/T 51366-2019 (read in a copy)' },
    status: 'secondary',
  },
];

/** What a formula assumes beyond the data, where neither product nor programme says otherwise. */
export const GREEN_ASSUMPTIONS = {
  lamp_hours_per_year: {
    value: '1000',
    unit: 'h/a',
    basis: {
      zh: '每天约 2.7 小时；取整的假设，可在商品属性 hours_per_year 或 programme.yaml 中改',
      en: 'about 2.7 hours a day; a round assumption, changed by the attribute hours_per_year or in programme.yaml',
    },
  },
} as const;
