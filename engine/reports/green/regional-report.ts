import { oneRow, rows } from '../../database.server.ts';
import type { GroupClaim } from '../../green/claim.ts';
import { readClaim } from '../../green/read-claim.ts';
import { SMALLEST_GROUP } from '../../green/suppress.ts';
import { ENGLISH_NAMES_SOURCE, REGIONS_SOURCE } from '../../parameters/regions.ts';
import { programmeNames } from '../audit/audit-report.ts';
import type { Block, FigureColumn, FigureTable, ReportDocument, Row } from '../document.ts';
import { readable } from '../number-text.ts';
import { readBookFacts } from '../report-head.ts';
import type { ReportSource } from '../report-source.ts';
import { sayIn, wordOf } from '../words.ts';
import { claimBlocks, KILOGRAMS, kilogramColumns, rounded } from './claim-section.ts';
import { BEHAVIOUR_WORDS, TRACK_WORDS } from './green-words.ts';
import {
  readPoints,
  readRegional,
  type NamedRegion,
  type Regional,
  type RegionalFigures,
} from './regional-cells.ts';

/** Stands for a figure that is kept back. */
const KEPT_BACK = '*';

/**
 * Green contribution by region and month for a local authority, of all regions or of one with those below it: groups
 * under ten kept back with their complements, the statement of method, and what every kilogram rests on. No person is
 * named, and none can be told from the sums.
 *
 * @throws UserError where the book has no green act in the region asked for, or the estimate lacks part of its basis.
 */
export async function regionalReport(source: ReportSource): Promise<ReportDocument> {
  const say = sayIn(source.language);
  const facts = await readBookFacts(source);
  const regional = await readRegional(source);
  const claim = await readGroupClaim(source, regional);
  const all = regional.figures(null, null);
  const { within } = regional;
  return {
    kind: 'green',
    language: source.language,
    title: say('绿色贡献地区报告', 'Regional report on green contribution'),
    subtitle: [
      ...(within ? [`${regionName(source, within)} ${within.id}`] : []),
      await programmeNames(source),
    ].join(' · '),
    head: facts.head,
    sections: [
      {
        id: 'summary',
        title: say('概要', 'Summary'),
        blocks: [
          summary(source, facts.head.asOf, regional, all),
          ...(await pointsLine(source, regional, all)),
        ],
      },
      {
        id: 'claim',
        title: say('这些千克数凭什么', 'What the kilograms rest on'),
        blocks: claimBlocks(claim, source.language, ''),
      },
      {
        id: 'regions',
        title: say('按地区', 'By region'),
        blocks: [...claimAgain(source, claim), regionsTable(source, regional)],
      },
      {
        id: 'behaviours',
        title: say('按地区与行为', 'By region and behaviour'),
        blocks: [
          ...claimAgain(source, claim),
          behaviourTotals(source, regional),
          behavioursTable(source, regional),
        ],
      },
      {
        id: 'months',
        title: say('按地区与月份', 'By region and month'),
        blocks: [...claimAgain(source, claim), monthTotals(source, regional), monthsTable(source, regional)],
      },
      { id: 'method', title: say('方法说明', 'Statement of method'), blocks: method(source, regional) },
    ],
  };
}

/**
 * The claim of a group: what single factors gave is left out, as a province's factor tells of that province alone, and
 * so is any part of the total with fewer than ten members behind it.
 */
async function readGroupClaim({ book }: ReportSource, regional: Regional): Promise<GroupClaim> {
  const { where, parameters } = regional;
  const { bases, factors, kg_negative } = await readClaim(
    (sql, named) => rows(book.connection, sql, named),
    where,
    parameters,
  );
  const behind = await oneRow<
    Record<'negative' | 'other_year' | 'own_year', number> & { kg_other_year: string }
  >(
    book.connection,
    `select count(distinct (programme_id, member_id)) filter (kg_co2e < 0)::integer as negative,
       count(distinct (programme_id, member_id)) filter (is_other_year)::integer as other_year,
       count(distinct (programme_id, member_id)) filter (not is_other_year)::integer as own_year,
       coalesce(sum(kg_co2e) filter (is_other_year), 0)::varchar as kg_other_year
     from (select * from green.contributions ${where})`,
    parameters,
  );
  const isTold = (members: number) =>
    members === 0 || (members >= SMALLEST_GROUP && regional.figures(null, null) !== null);
  return {
    bases,
    factors: factors.map(({ kg: _kg, kg_other_year: _kgOtherYear, ...factor }) => factor),
    kg_negative: isTold(behind.negative) ? kg_negative : null,
    kg_other_year: isTold(behind.other_year) && isTold(behind.own_year) ? behind.kg_other_year : null,
  };
}

/** Points of the region, where its total is shown and ten or more members are behind them. */
async function pointsLine(
  source: ReportSource,
  { where, parameters }: Regional,
  all: RegionalFigures | null,
): Promise<readonly Block[]> {
  const { members } = await oneRow<{ members: number }>(
    source.book.connection,
    `select count(distinct (programme_id, member_id))::integer as members from green.point_flows ${where}`,
    parameters,
  );
  if (all === null || members < SMALLEST_GROUP) return [];
  const { points_earned, points_used, points_to_family } = await readPoints(source, where, parameters);
  const [earned, used, toFamily] = [points_earned, points_used, points_to_family].map((text) =>
    readable(text, 'points'),
  );
  return [
    {
      kind: 'paragraph',
      tone: 'quiet',
      text: sayIn(source.language)(
        `绿色积分（不是减排量，不折算千克）：获得 ${earned}，使用 ${used}，赠与家人 ${toFamily}。`,
        `Green points (no quantity of emissions, never converted to kilograms): earned ${earned}, used ${used}, given to family ${toFamily}.`,
      ),
    },
  ];
}

/** The facts of the claim once more, without the table of factors, as they belong to every total. */
function claimAgain(source: ReportSource, claim: Parameters<typeof claimBlocks>[0]): readonly Block[] {
  return claimBlocks(claim, source.language, '').filter(({ kind }) => kind === 'facts');
}

function summary(
  { language }: ReportSource,
  asOf: string,
  regional: Regional,
  all: RegionalFigures | null,
): Block {
  const say = sayIn(language);
  if (all === null)
    return {
      kind: 'paragraph',
      tone: 'warning',
      text: say(
        `参与者不足 ${SMALLEST_GROUP} 人，或为保护别处这样的小组，全部合计不予列示。`,
        `Fewer than ${SMALLEST_GROUP} members take part, or such a group elsewhere is protected by it: no total is shown.`,
      ),
    };
  const count = (number: number) => readable(String(number), 'count');
  const kg = (text: string | null) => readable(rounded(text ?? '0'), 'value');
  const places = count(regional.regions.filter(({ id }) => id !== '').length);
  const [whereZh, whereEn] = regional.within
    ? [regional.within.zh ?? regional.within.id, regional.within.en ?? regional.within.id]
    : [`${places} 个地区`, `${places} regions`];
  return {
    kind: 'paragraph',
    text: say(
      `截至 ${asOf}，${whereZh}的 ${count(all.members)} 名会员有 ${count(all.acts)} 次绿色行为。其中可以估算的商品在使用中少用电 ${kg(all.kwh)} kWh、少用水 ${kg(all.m3)} m³，估算避免排放 ${kg(all.kg)} kg CO₂e（非核证；按替代因子为 ${kg(all.low)} 至 ${kg(all.high)}）。`,
      `As of ${asOf}, ${count(all.members)} members in ${whereEn} have ${count(all.acts)} green acts. Products that can be estimated have, in use, not used ${kg(all.kwh)} kWh of electricity and ${kg(all.m3)} m³ of water: an estimated ${kg(all.kg)} kg CO₂e avoided (not certified; ${kg(all.low)} to ${kg(all.high)} by alternative factors).`,
    ),
  };
}

function measures({ language }: ReportSource): readonly FigureColumn[] {
  const say = sayIn(language);
  return [
    { key: 'members', title: say('会员', 'Members'), kind: 'count', width: 8 },
    { key: 'acts', title: say('行为次数', 'Acts'), kind: 'count', width: 8 },
    { key: 'kwh', title: say('少用电', 'Electricity not used'), kind: 'value', unit: 'kWh', width: 12 },
    { key: 'm3', title: say('少用水', 'Water not used'), kind: 'value', unit: 'm³', width: 10 },
    ...kilogramColumns(language),
    {
      key: 'kept_back',
      title: say('说明', 'Note'),
      kind: 'text',
      width: 8,
    },
  ];
}

/** The cells of a group; what is kept back stays empty and says so, as does what can only be counted. */
function cells({ language }: ReportSource, figures: RegionalFigures | null): Row {
  const say = sayIn(language);
  if (figures === null) return [null, null, null, null, null, null, null, KEPT_BACK];
  const { members, acts, kwh, m3, kg, low, high } = figures;
  return [
    String(members),
    String(acts),
    kg && rounded(kwh),
    kg && rounded(m3),
    kg && rounded(kg),
    low && rounded(low),
    high && rounded(high),
    kg === null && acts !== 0 ? say('仅计次数', 'counted only') : null,
  ];
}

function note({ language }: ReportSource): string {
  return sayIn(language)(
    `${KEPT_BACK} 不足 ${SMALLEST_GROUP} 人，或为保护这样的小组一并不列示；仍计入合计。会员在各行间可能重复，不可相加。`,
    `${KEPT_BACK} fewer than ${SMALLEST_GROUP} members, or kept back to protect such a group; still part of the total. A member may stand in several rows, so members do not add up.`,
  );
}

function regionColumns({ language }: ReportSource): readonly FigureColumn[] {
  const say = sayIn(language);
  return [
    { key: 'region_code', title: say('代码', 'Code'), kind: 'text', width: 8 },
    { key: 'region', title: say('地区', 'Region'), kind: 'text', width: 16 },
  ];
}

function regionCells(source: ReportSource, { within }: Regional, region: NamedRegion): Row {
  const name = regionName(source, region);
  if (!within || region.id !== within.id) return [region.id || null, name];
  return [region.id, sayIn(source.language)(`${name}（未说明区县）`, `${name} (no county stated)`)];
}

function regionName({ language }: ReportSource, { id, zh, en }: NamedRegion): string {
  const say = sayIn(language);
  return say(zh ?? '', en ?? '') || (id === '' ? say('地区未知', 'region not known') : id);
}

function table(
  source: ReportSource,
  regional: Regional,
  id: string,
  columns: readonly FigureColumn[],
  rowsOf: readonly Row[],
): FigureTable {
  const say = sayIn(source.language);
  const all = regional.figures(null, null);
  return {
    kind: 'table',
    id,
    title: '',
    note: note(source),
    columns: [...columns, ...measures(source)],
    rows: rowsOf,
    // The last of the columns that name a row is on paper too; codes are not.
    totals: [...columns.slice(1).map(() => null), say('合计', 'Total'), ...cells(source, all)],
    print: [
      ...(columns.length !== 2 || columns[1]!.key !== 'region'
        ? [{ title: columns.at(-1)!.title, keys: [columns.at(-1)!.key], width: 18 }]
        : []),
      ...(columns.some(({ key }) => key === 'region')
        ? [{ title: say('地区', 'Region'), keys: ['region'], width: 16 }]
        : []),
      { title: say('会员', 'Members'), keys: ['members'], width: 9, align: 'right' },
      { title: say('次数', 'Acts'), keys: ['acts'], width: 9, align: 'right' },
      { title: 'kWh', keys: ['kwh'], width: 14, align: 'right' },
      { title: 'm³', keys: ['m3'], width: 12, align: 'right' },
      { title: 'kg CO₂e', keys: [KILOGRAMS], width: 14, align: 'right' },
      { title: say('下限', 'Low'), keys: ['kg_low'], width: 13, align: 'right' },
      { title: say('上限', 'High'), keys: ['kg_high'], width: 13, align: 'right' },
      { title: say('说明', 'Note'), keys: ['kept_back'], width: 15, align: 'right' },
    ],
    empty: say('没有绿色行为。', 'There are no green acts.'),
  };
}

function regionsTable(source: ReportSource, regional: Regional): FigureTable {
  return table(
    source,
    regional,
    'by_region',
    regionColumns(source),
    regional.regions.map((region) => [
      ...regionCells(source, regional, region),
      ...cells(source, regional.figures(region.id, null)),
    ]),
  );
}

function monthTotals(source: ReportSource, regional: Regional): FigureTable {
  const say = sayIn(source.language);
  const columns: readonly FigureColumn[] = [
    { key: 'month', title: say('月份', 'Month'), kind: 'text', width: 8 },
  ];
  return {
    ...table(
      source,
      regional,
      'by_month',
      columns,
      regional.months.map((month) => [month, ...cells(source, regional.figures(null, { month }))]),
    ),
    title: allRegions(source, regional, '按月份', 'by month'),
  };
}

function monthsTable(source: ReportSource, regional: Regional): FigureTable {
  const say = sayIn(source.language);
  const columns: readonly FigureColumn[] = [
    ...regionColumns(source),
    { key: 'month', title: say('月份', 'Month'), kind: 'text', width: 8 },
  ];
  const cellsOfAll = table(
    source,
    regional,
    'by_region_and_month',
    columns,
    regional.months.flatMap((month) =>
      regional.regions.flatMap((region) => {
        const figures = regional.figures(region.id, { month });
        if (figures?.members === 0) return [];
        return [[...regionCells(source, regional, region), month, ...cells(source, figures)]];
      }),
    ),
  );
  return { ...cellsOfAll, title: say('各地区，按月份', 'Each region, by month') };
}

function behaviourTotals(source: ReportSource, regional: Regional): FigureTable {
  const say = sayIn(source.language);
  const columns: readonly FigureColumn[] = [
    { key: 'track', title: say('类型', 'Kind'), kind: 'text', width: 14 },
    { key: 'behaviour', title: say('行为', 'Behaviour'), kind: 'text', width: 16 },
  ];
  return {
    ...table(
      source,
      regional,
      'by_behaviour',
      columns,
      regional.behaviours.map((behaviour) => [
        ...behaviourCells(source, behaviour),
        ...cells(source, regional.figures(null, { behaviour })),
      ]),
    ),
    title: allRegions(source, regional, '按行为', 'by behaviour'),
  };
}

function allRegions(source: ReportSource, { within }: Regional, zh: string, en: string): string {
  const say = sayIn(source.language);
  return within === null
    ? say(`全部地区，${zh}`, `All regions ${en}`)
    : say(`${regionName(source, within)}，${zh}`, `${regionName(source, within)} ${en}`);
}

function behaviourCells({ language }: ReportSource, behaviour: string): Row {
  const [track, of, category] = behaviour.split('/');
  return [wordOf(TRACK_WORDS, track!, language), wordOf(BEHAVIOUR_WORDS, category ?? of!, language)];
}

function behavioursTable(source: ReportSource, regional: Regional): FigureTable {
  const say = sayIn(source.language);
  const columns: readonly FigureColumn[] = [
    ...regionColumns(source),
    { key: 'track', title: say('类型', 'Kind'), kind: 'text', width: 14 },
    { key: 'behaviour', title: say('行为', 'Behaviour'), kind: 'text', width: 16 },
  ];
  const cellsOfAll = table(
    source,
    regional,
    'by_region_and_behaviour',
    columns,
    regional.behaviours.flatMap((behaviour) => {
      const words = behaviourCells(source, behaviour);
      return regional.regions.flatMap((region) => {
        const figures = regional.figures(region.id, { behaviour });
        if (figures?.members === 0) return [];
        return [[...regionCells(source, regional, region), ...words, ...cells(source, figures)]];
      });
    }),
  );
  return { ...cellsOfAll, title: say('各地区，按行为', 'Each region, by behaviour') };
}

function method({ language }: ReportSource, regional: Regional): readonly Block[] {
  const say = sayIn(language);
  const count = (number: number) => readable(String(number), 'count');
  return [
    say(
      '对象：绿色行为与物理用量，不是积分。绿色消费指购买带有绿色类别的商品；循环经济指以旧换新、维修、包装回收，只计次数；分享经验与企业协作不属于消费，单独列示，不折算千克。',
      'What is measured are behaviours and physical units, not points. Green purchases are those of products with a green category; trade-in, repair and packaging return are circular economy and counted only; sharing experience and business between enterprises are no consumption, stand apart and have no kilograms.',
    ),
    say(
      '估算：从购买的次月起，每个使用月计年节约量的十二分之一，乘以该年、该地区的排放因子（省级优先，其次全国；没有当年的用最近一年），计到截至日前最后一个完整月或使用年限届满。退货在退货当月冲回。碳足迹因子从不使用。区间取该年及相邻年份省级与全国因子的最小与最大值。',
      'Estimate: from the month after the purchase, each month in use counts a twelfth of the yearly saving, times the emission factor of that year and region (the province before the country; without that year the nearest), up to the last month complete by the as-of date or the end of the service life. A return takes back in its own month. Footprint factors are never used. The range spans the smallest and largest factor of province and country, of that year and those beside it.',
    ),
    say(
      `地区：会员行为发生时所在的地区（地级；直辖市按省级）。名称据 ${REGIONS_SOURCE.zh}。`,
      `Region: where the member lived at the time of the act (prefectures; municipalities as provinces). Names by ${REGIONS_SOURCE.en}. ${ENGLISH_NAMES_SOURCE.en}.`,
    ),
    say(
      `保护：不足 ${SMALLEST_GROUP} 人的格 ${count(regional.small)} 个不列示，并为不使其可由合计推算，一并不列示 ${count(regional.complements)} 个；以对全部合计关系的消元逐格验证，不列示的格都不能由列示的数字确定。全国、省、地级一并判断，同一账簿的各份地区报告放在一起也推不出不列示的格；单个因子折算的千克数按省可辨，因此不列示。`,
      `Protection: ${count(regional.small)} cells of fewer than ${SMALLEST_GROUP} members are kept back, and ${count(regional.complements)} more so that they do not follow from the sums; by elimination over all sums it is verified that no cell kept back is determined by what is shown. Country, provinces and prefectures are judged together, so that the regional reports of one book tell no more side by side; what single factors gave is left out, as that of a province would tell of the province.`,
    ),
  ].map((text) => ({ kind: 'paragraph' as const, text }));
}
