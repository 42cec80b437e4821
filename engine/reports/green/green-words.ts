import type { Bilingual } from '../../contract/citation.ts';

/** Kinds of green acts. */
export const TRACK_WORDS: Readonly<Record<string, Bilingual>> = {
  consumption: { zh: '绿色消费', en: 'Green purchases' },
  circular: { zh: '循环经济', en: 'Circular economy' },
  sharing: { zh: '经验分享（不属消费）', en: 'Sharing experience (no consumption)' },
  b2b: { zh: '企业协作（不属消费）', en: 'Between enterprises (no consumption)' },
};

/** Behaviours, and green categories of what was bought; one that is not here stands as the data has it. */
export const BEHAVIOUR_WORDS: Readonly<Record<string, Bilingual>> = {
  purchase: { zh: '购买', en: 'Purchase' },
  trade_in: { zh: '以旧换新', en: 'Trade-in' },
  repair: { zh: '维修', en: 'Repair' },
  packaging_return: { zh: '包装回收', en: 'Packaging return' },
  share: { zh: '分享', en: 'Sharing' },
  b2b: { zh: '企业协作', en: 'Between enterprises' },
  unspecified: { zh: '未说明', en: 'Not stated' },
  led_lamp: { zh: 'LED 照明', en: 'LED lighting' },
  grade_1_appliance: { zh: '一级能效家电', en: 'Grade 1 appliances' },
  water_saving_fixture: { zh: '节水器具', en: 'Water-saving fixtures' },
  degradable_packaging: { zh: '可降解包装', en: 'Degradable packaging' },
  organic_food: { zh: '有机食品', en: 'Organic food' },
};

export const FACTOR_STATUS_WORDS: Readonly<Record<string, Bilingual>> = {
  verified: { zh: '已核对原文', en: 'read in the original' },
  secondary: { zh: '转引', en: 'read in a copy' },
  assumption: { zh: '假设', en: 'assumption' },
};
