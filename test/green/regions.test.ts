import { expect, it } from 'vitest';
import { allRegions, countyName } from '#engine/green/regions.ts';

const regions = allRegions();
const english = (code: string) => regions.find((region) => region.code === code)?.name.en;

it('has an English name without Chinese characters for every region, and no name twice', () => {
  expect(regions.filter(({ name }) => !/^[A-Z][A-Za-zü' ()0-9]*$/.test(name.en))).toEqual([]);
  expect(new Set(regions.map(({ name }) => name.en)).size).toBe(regions.length);
  expect(new Set(regions.map(({ name }) => name.zh)).size).toBe(regions.length);
  // 333 prefectures and 32 counties or cities directly under their province, and two of former years.
  expect(regions.filter(({ level }) => level === 'province')).toHaveLength(34);
  expect(regions).toHaveLength(34 + 333 + 32 + 2);
});

it.each([
  ['150000', 'Inner Mongolia'],
  ['540000', 'Xizang (Tibet)'],
  ['650000', 'Xinjiang'],
  ['610000', 'Shaanxi'],
  ['140000', 'Shanxi'],
  ['150100', 'Hohhot'],
  ['150600', 'Ordos'],
  ['152200', 'Hinggan League'],
  ['230100', 'Harbin'],
  ['232700', "Daxing'anling Prefecture"],
  ['540100', 'Lhasa'],
  ['542500', 'Ngari Prefecture'],
  ['650100', 'Urumqi'],
  ['653100', 'Kashgar Prefecture'],
  ['653000', 'Kizilsu Kyrgyz Autonomous Prefecture'],
  ['654000', 'Ili Kazakh Autonomous Prefecture'],
  ['222400', 'Yanbian Korean Autonomous Prefecture'],
  ['422800', 'Enshi Tujia and Miao Autonomous Prefecture'],
  ['429021', 'Shennongjia Forestry District'],
  ['469025', 'Baisha Li Autonomous County'],
  ['610100', "Xi'an"],
  ['341500', "Lu'an"],
  ['361100', 'Shangrao'],
  ['140400', 'Changzhi'],
  ['411300', 'Nanyang'],
])('writes %s as is customary: %s', (code, name) => {
  expect(english(code)).toBe(name);
});

it('names counties and districts by their code', () => {
  expect(['411321', '110108', '500156', '330108', '411300', '999999'].map(countyName)).toEqual([
    '南召县',
    '海淀区',
    '武隆区',
    '滨江区',
    undefined,
    undefined,
  ]);
});

it('tells places of one English name apart by their province', () => {
  expect(['320500', '341300'].map(english)).toEqual(['Suzhou (Jiangsu)', 'Suzhou (Anhui)']);
  expect(['220000', '220200'].map(english)).toEqual(['Jilin', 'Jilin City']);
  expect(english('341400')).toBe('Chaohu (until 2011)');
});
