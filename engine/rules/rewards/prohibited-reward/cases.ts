import { defineCases } from '../../cases.ts';

const item = (name: string | null, more: object = {}) => ({
  item_id: 'I1',
  valid_from: '2022-01-01 00:00:00',
  name,
  category: 'planted',
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'A carton of cigarettes for 20,000 points',
    kind: 'violating',
    given: { catalogue_items: [item('硬盒香烟一条', { category: 'tobacco' })] },
    findings: [{ subject_type: 'item', subject_id: 'I1', observed: 'tobacco', evidence_rows: 1 }],
  },
  {
    name: 'Scratch cards, formula, ivory and prescription medicine, found by name or category',
    kind: 'violating',
    given: {
      catalogue_items: [
        item('刮刮乐10张'),
        item('婴幼儿配方奶粉 1段', { item_id: 'I2' }),
        item('象牙手串', { item_id: 'I3' }),
        item('感冒胶囊', { item_id: 'I4', category: 'prescription' }),
      ],
    },
    findings: [
      { subject_id: 'I1', observed: 'lottery' },
      { subject_id: 'I2', observed: 'formula' },
      { subject_id: 'I3', observed: 'wildlife' },
      { subject_id: 'I4', observed: 'medicine' },
    ],
  },
  {
    name: 'Apples from Yantai, a range hood, an ivory-white lamp, milk powder for adults',
    kind: 'compliant',
    given: {
      catalogue_items: [
        item('烟台苹果礼盒'),
        item('抽油烟机清洗', { item_id: 'I2' }),
        item('象牙白台灯', { item_id: 'I3' }),
        item('中老年奶粉', { item_id: 'I4' }),
        item(null, { item_id: 'I5', category: null }),
      ],
    },
  },
  {
    name: 'Offered before the rules on online drug sales, and still on the day they came',
    kind: 'boundary',
    given: { catalogue_items: [item('处方药 降压片', { valid_to: '2022-12-02 00:00:00' })] },
    findings: [{ subject_id: 'I1', observed: 'medicine' }],
  },
  {
    name: 'Medicine that left the catalogue a day before those rules',
    kind: 'before-law',
    given: { catalogue_items: [item('处方药 降压片', { valid_to: '2022-12-01 00:00:00' })] },
  },
  {
    name: 'Without a catalogue nothing can be judged',
    kind: 'not-evaluable',
    given: {},
    notEvaluable: ['catalogue_items'],
  },
  {
    name: 'Since when it has been offered is not recorded',
    kind: 'boundary',
    given: { catalogue_items: [item('硬盒香烟一条', { valid_from: null })] },
    findings: [{ subject_id: 'I1', evidence_rows: 1 }],
  },
]);
