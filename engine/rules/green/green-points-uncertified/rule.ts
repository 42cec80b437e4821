import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'green-points-uncertified',
  group: 'green',
  version: 1,
  title: { zh: '未认证产品发放绿色积分', en: 'Green points on an uncertified product' },
  explanation: {
    zh: '产品 {subject_id}（{product}，绿色类别 {green_category}）从 {occurred_on} 起给 {members} 名会员发放了 {points} 绿色积分，但当时没有有效的认证（登记的证书：{observed}）。条款承诺认证的，即未兑现承诺；没有承诺的，请核实。',
    en: 'Product {subject_id} ({product}, green category {green_category}) gave {points} green points (members: {members}) from {occurred_on} on while no certificate was in force (on record: {observed}). Where the terms promise certification the promise is broken; elsewhere it is to be checked.',
  },
  words: {
    green_category: {
      organic_food: { zh: '有机食品', en: 'organic food' },
      green_food: { zh: '绿色食品', en: 'green food' },
      grade_1_appliance: { zh: '一级能效家电', en: 'grade 1 appliance' },
      grade_2_appliance: { zh: '二级能效家电', en: 'grade 2 appliance' },
      led_lamp: { zh: 'LED 照明', en: 'LED lighting' },
      water_saving_fixture: { zh: '节水器具', en: 'water-saving fixture' },
      degradable_packaging: { zh: '可降解包装', en: 'degradable packaging' },
      energy_saving_appliance: { zh: '节能家电', en: 'energy-saving appliance' },
      new_energy_vehicle: { zh: '新能源汽车', en: 'new-energy vehicle' },
      green_building_material: { zh: '绿色建材', en: 'green building material' },
    },
    observed: { none: { zh: '无', en: 'none' } },
  },
  severity: 'medium',
  nature: 'indicator',
  level: 'account',
  needs: { point_events: ['product_id'], products: ['green_category', 'green_certificate'] },
  parameters: {
    certified_categories: {
      title: { zh: '有认证制度的绿色类别', en: 'Green categories for which there is a certificate' },
      unit: 'list',
      values: [
        {
          from: null,
          value:
            'organic_food green_food grade_1_appliance grade_2_appliance led_lamp water_saving_fixture degradable_packaging energy_saving_appliance new_energy_vehicle green_building_material',
          why: {
            zh: '这些类别有能效、水效、有机、绿色产品等认证或标识；未列入的类别不判断。',
            en: 'These have energy, water, organic or green-product certificates or labels; others are not judged.',
          },
        },
      ],
    },
    judges_without_promise: {
      title: {
        zh: '条款没有承诺认证时是否提示',
        en: 'Whether products are judged without a promise in the terms',
      },
      unit: 'yes/no',
      values: [
        {
          from: null,
          value: false,
          why: { zh: '通知发布以前没有依据。', en: 'Before the notice there is no basis.' },
        },
        {
          from: '2026-01-05',
          value: true,
          why: {
            zh: '绿色消费通知鼓励以积分激励购买绿色产品，绿色产品以认证为准。',
            en: 'The notice encourages points for green products, and certificates say what is one.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'programme-terms',
      article: '绿色产品持有有效认证',
      summary: {
        zh: '条款承诺绿色积分所对应的产品持有有效认证。',
        en: 'The terms promise that products which give green points are certified.',
      },
      status: 'interpretation',
    },
    {
      law: 'green-consumption',
      article: '全文',
      summary: {
        zh: '鼓励以积分等方式激励绿色消费，推广绿色产品认证与标识。',
        en: 'Encourages green consumption by points and the like, and the certification and labelling of green products.',
      },
      status: 'secondary',
    },
  ],
  reads: ['data.products', 'data.terms', 'ledger.entries'],
});
