import { beforeAll, describe, expect, it } from 'vitest';
import { openBook } from '#engine/books/open.ts';
import { bookPath } from '#engine/books/shelf.ts';
import type { GivenRow } from '#engine/build/given.ts';
import { DEFAULT_CONFIGURATION } from '#engine/contract/programme.ts';
import { lackingOf, type Claim } from '#engine/green/claim.ts';
import { dataTables, rowsOf, type ReportDocument } from '#engine/reports/document.ts';
import { requireClaims } from '#engine/reports/green/claim-section.ts';
import { greenReport } from '#engine/reports/green/green-report.ts';
import type { ReportSource } from '#engine/reports/report-source.ts';
import { lastingBook } from '#test/support/lasting-book.ts';

/** In Beijing twelve members, in Hangzhou eleven, in Nanjing three, in Luoyang fifty, in three of its counties or none. */
const PLACES = [
  ['110100', 12],
  ['330100', 11],
  ['320100', 3],
  ['410300', 10],
  ['410302', 4],
  ['410303', 14],
  ['410304', 22],
] as const;
const MEMBERS = PLACES.flatMap(([region, size]) =>
  Array.from({ length: size }, (_, index) => ({ member_id: `${region}-${index}`, region_code: region })),
);
const events: GivenRow[] = MEMBERS.map(({ member_id }, index) => ({
  event_id: `e${index}`,
  member_id,
  wallet: 'green',
  event_type: 'earn',
  points: '40',
  occurred_at: '2023-11-15T10:00:00',
  reason: 'purchase',
  quantity: '1',
  product_id: 'lamp',
}));
const TABLES = {
  members: [...MEMBERS, { member_id: 'firm', region_code: '110100', member_type: 'enterprise' }],
  member_attributes: MEMBERS.slice(0, 3).flatMap(({ member_id }, index) => [
    { member_id, attribute: 'employer_member_id', value: 'firm', valid_from: '2023-01-01T00:00:00' },
    // The first belongs to the household until the end of November only.
    {
      member_id,
      attribute: 'household_id',
      value: 'H1',
      valid_from: '2023-01-01T00:00:00',
      valid_to: index === 0 ? '2023-11-30T00:00:00' : null,
    },
  ]),
  consents: [
    { member_id: '110100-0', purpose: 'sharing', policy_version: '1', granted_at: '2023-01-01T00:00:00' },
  ],
  products: [{ product_id: 'lamp', name: 'LED', category: 'lighting', green_category: 'led_lamp' }],
  product_attributes: [
    { product_id: 'lamp', attribute: 'power_w', value: '9', unit: 'W' },
    { product_id: 'lamp', attribute: 'reference_power_w', value: '60', unit: 'W' },
    { product_id: 'lamp', attribute: 'service_years', value: '8', unit: 'a' },
  ],
  point_events: [
    ...events,
    {
      event_id: 'b2b',
      member_id: 'firm',
      wallet: 'green',
      event_type: 'earn',
      points: '500',
      occurred_at: '2023-11-20T10:00:00',
      reason: 'b2b_green',
    },
  ],
};

async function sourceOf(tables: Parameters<typeof lastingBook>[0]) {
  const kept = await lastingBook(tables, DEFAULT_CONFIGURATION, { asOf: '2023-12-31', rules: [] });
  const book = await openBook(bookPath(kept.books, kept.bookId));
  const source: ReportSource = { book, language: 'zh-CN', intake: null, decisions: new Map() };
  return {
    source,
    async remove() {
      book.close();
      await kept.remove();
    },
  };
}

let source: ReportSource;
beforeAll(async () => {
  const opened = await sourceOf(TABLES);
  source = opened.source;
  return () => opened.remove();
});

async function rowsIn(document: ReportDocument, id: string): Promise<string[]> {
  const table = dataTables(document).find((each) => each.id === id)!;
  const all: string[] = [];
  for await (const piece of rowsOf(table))
    all.push(...piece.map((row) => row.map((cell) => cell ?? '').join('|')));
  return all;
}

describe('the regional report', () => {
  it('keeps back the region of three and one more, from which it would follow, and still totals all', async () => {
    const document = await greenReport(source);
    // A lamp in December 2023: 4.25 kWh by 0.4974 in Zhejiang. Beijing has the enterprise as well.
    expect(await rowsIn(document, 'by_region')).toEqual([
      '110000|北京市|13|13|51.000|0.000|28.325|27.061|28.325|',
      '320100|南京市||||||||*',
      '330100|杭州市||||||||*',
      // Fifty lamps of 4.25 kWh by 0.5897.
      '410300|洛阳市|50|50|212.500|0.000|125.311|112.753|125.311|',
    ]);
    const { totals } = dataTables(document).find(({ id }) => id === 'by_region')!;
    expect(totals!.slice(2, 4)).toEqual(['77', '77']);
  });

  it('of one province has its prefectures only, by month and behaviour too', async () => {
    const document = await greenReport({ ...source, regionCode: '410000' });
    expect(document.subtitle).toMatch(/^河南省 410000 · /);
    expect(await rowsIn(document, 'by_region')).toEqual([
      '410300|洛阳市|50|50|212.500|0.000|125.311|112.753|125.311|',
    ]);
    expect(await rowsIn(document, 'by_month')).toEqual([
      '2023-11|50|50||||||仅计次数',
      '2023-12|50|0|212.500|0.000|125.311|112.753|125.311|',
    ]);
    expect(await rowsIn(document, 'by_region_and_behaviour')).toHaveLength(1);
  });

  it('of one prefecture has its counties, keeps back the one of four and one more, and says who named none', async () => {
    const document = await greenReport({ ...source, regionCode: '410300' });
    expect((await rowsIn(document, 'by_region')).map((row) => row.split('|').slice(0, 3).join('|'))).toEqual([
      '410300|洛阳市（未说明区县）|',
      '410302|老城区|',
      '410303|西工区|14',
      '410304|瀍河回族区|22',
    ]);
    const { totals } = dataTables(document).find(({ id }) => id === 'by_region')!;
    expect(totals!.slice(2, 4)).toEqual(['50', '50']);
    const all = await Promise.all(dataTables(document).map(({ id }) => rowsIn(document, id)));
    expect(JSON.stringify(all)).not.toMatch(/杭州|北京|南京/);
  });

  it('keeps back alone what the one on all regions keeps back, totals, points and parts of the claim included', async () => {
    const document = await greenReport({ ...source, regionCode: '330100' });
    const { totals } = dataTables(document).find(({ id }) => id === 'by_region')!;
    expect(totals!.slice(2)).toEqual([null, null, null, null, null, null, null, '*']);
    expect(await rowsIn(document, 'by_region')).toEqual(['330100|杭州市（未说明区县）||||||||*']);
    const text = JSON.stringify(document.sections);
    expect(text).toContain('全部合计不予列示');
    expect(text).not.toContain('绿色积分（');
    expect(text).not.toMatch(/kg 用的是其他年份/);
  });

  it('does not tell what the factor of a single province gave', async () => {
    const factors = dataTables(await greenReport(source)).find(({ id }) => id === 'factors')!;
    expect(factors.columns.map(({ key }) => key)).not.toContain('kg_co2e');
    const own = dataTables(await greenReport({ ...source, memberId: '330100-0' }));
    expect(own.find(({ id }) => id === 'factors')!.columns.map(({ key }) => key)).toContain('kg_co2e');
  });

  it('refuses a region without green acts, and names those there are', async () => {
    await expect(greenReport({ ...source, regionCode: '650100' })).rejects.toThrow(
      /no green act in a province or prefecture 650100; those it has are 110000, 320000, 320100/,
    );
  });

  it('says in every section with kilograms what they rest on, and is none where one does not', async () => {
    const document = await greenReport(source);
    for (const left of ['参照产品', '功能单位', '边界', '因子与年份', '负值', '与清单的关系']) {
      const silent: ReportDocument = {
        ...document,
        sections: document.sections.map((section) => ({
          ...section,
          blocks: section.blocks.map((block) =>
            block.kind === 'facts'
              ? { ...block, facts: block.facts.filter(({ name }) => name !== left) }
              : block,
          ),
        })),
      };
      expect(() => requireClaims(silent)).toThrow(left);
    }
  });

  it('names no member', async () => {
    const document = await greenReport(source);
    const all = await Promise.all(dataTables(document).map(({ id }) => rowsIn(document, id)));
    expect(JSON.stringify([document.sections, all])).not.toMatch(/\d{6}-\d/);
  });

  it('is refused where a factor does not say its boundary', async () => {
    const without = await sourceOf({
      ...TABLES,
      green_factors: [
        {
          factor_id: 'own',
          behaviour: 'electricity',
          unit: 'kgCO2/kWh',
          value: '0.5',
          year: '2023',
          region: '110000',
          basis: 'emission',
          source: 'nobody',
        },
      ],
    });
    try {
      await expect(greenReport(without.source)).rejects.toThrow(/own lacks a boundary/);
    } finally {
      await without.remove();
    }
  });
});

describe('a statement', () => {
  it('opens a member’s kilograms to formula, factor and record', async () => {
    const document = await greenReport({ ...source, memberId: '330100-0' });
    expect(await rowsIn(document, 'acts')).toEqual([
      '2023-11-15|LED 照明|LED|1.0000|(60 W − 9 W) × 1000 h/a ÷ 1000|1|4.250|kWh|grid-2023-330000|2.114|e12|point_events.csv:13',
    ]);
  });

  it('tells an enterprise of its own acts, and nothing of three employees', async () => {
    const document = await greenReport({ ...source, memberId: 'firm' });
    expect(document.title).toContain('企业');
    expect(await rowsIn(document, 'by_behaviour')).toEqual(['企业协作（不属消费）|企业协作|1|||||']);
    expect(JSON.stringify(document.sections.at(-1))).toContain('不足 10 人');
  });

  it('of a household has what its members did while they belonged to it, and says who agreed', async () => {
    const document = await greenReport({ ...source, householdId: 'H1' });
    expect(document.title).toBe('家庭绿色贡献对账单');
    // A lamp in December 2023 in Beijing: 4.25 kWh by 0.5554; all three bought it in November.
    expect(await rowsIn(document, 'by_member')).toEqual(
      ['110100-0', '110100-1', '110100-2'].map((id) => `${id}|1|2.360|2.255|2.360`),
    );
    expect((await rowsIn(document, 'acts')).map((row) => row.split('|').slice(0, 2).join('|'))).toEqual([
      '2023-11-15|110100-0',
      '2023-11-15|110100-1',
      '2023-11-15|110100-2',
    ]);
    expect(JSON.stringify(document.sections)).toContain('有贡献的成员 3 人，其中 1 人在截至日同意');
    await expect(greenReport({ ...source, householdId: 'H2' })).rejects.toThrow(
      /no green act of household H2/,
    );
  });

  it('refuses a member without green acts', async () => {
    await expect(greenReport({ ...source, memberId: 'nobody' })).rejects.toThrow(
      /no green act of member nobody/,
    );
  });
});

it('names each part that a claim lacks', () => {
  const said = { zh: '有', en: 'said' };
  const nothing = { zh: '', en: '' };
  const claim: Claim = {
    bases: [{ category: 'led_lamp', reference: nothing, functionalUnit: said, boundary: said }],
    factors: [
      {
        factor_id: 'f',
        name: said,
        value: '0.5',
        unit: 'kgCO2/kWh',
        year: null,
        region: '',
        boundary: nothing,
        citation: nothing,
        status: 'assumption',
        kg: '1',
        kg_other_year: '0',
      },
    ],
    kg_negative: '0',
  };
  expect(lackingOf(claim)).toEqual([
    { part: 'reference', of: 'led_lamp' },
    { part: 'boundary', of: 'f' },
    { part: 'factor', of: 'f' },
    { part: 'year', of: 'f' },
  ]);
});
