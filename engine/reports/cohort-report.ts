import { retentionChart, type CohortCurve } from '../charts/cohort-curves.ts';
import { isTellable, SMALLEST_GROUP } from '../members/small-groups.ts';
import { programmeNames } from './audit/audit-report.ts';
import { readRows } from './book-rows.ts';
import type { Block, FigureTable, ReportDocument, Row, Section } from './document.ts';
import { readable } from './number-text.ts';
import { readBookFacts } from './report-head.ts';
import type { ReportSource } from './report-source.ts';
import { sayIn, type Say } from './words.ts';

/** One grid a report: the cells of months and those of their quarter together would tell what each alone withholds. */
const GRID = 'quarter';

interface Measure {
  readonly id: 'active' | 'earning' | 'redeeming' | 'points' | 'value';
  readonly zh: string;
  readonly en: string;
  readonly kind: 'share' | 'money';
  /** Ages that stand side by side on a page. */
  readonly across: number;
}

const MEASURES: readonly Measure[] = [
  { id: 'active', zh: '活跃会员', en: 'Active members', kind: 'share', across: 12 },
  { id: 'earning', zh: '获得积分的会员', en: 'Members who earned', kind: 'share', across: 12 },
  { id: 'redeeming', zh: '兑换的会员', en: 'Members who redeemed', kind: 'share', across: 12 },
  { id: 'points', zh: '兑换 ÷ 获得', en: 'Redeemed ÷ earned', kind: 'share', across: 12 },
  { id: 'value', zh: '消费金额（元）', en: 'Amount of purchases (CNY)', kind: 'money', across: 8 },
];

const TELLABLE = isTellable('members', 'cohort_members');
/** The cells of a programme's grid. A ratio of points is about those who earned and those who redeemed. */
const CELLS = `from (
  select *, ${TELLABLE} and (measure <> 'points'
    or bool_or(measure = 'earning' and ${TELLABLE}) over (partition by cohort, age)) as is_told
  from cohorts.retention
  where programme_id = $programme and wallet is null and basis = $basis and grid = '${GRID}')`;

/**
 * Cohorts by quarter of the first purchase (of the first event, where no purchase is known): who came back in each later
 * quarter. Figures about fewer than ten members, or about all but fewer than ten, are left out everywhere in it.
 */
export async function cohortReport(source: ReportSource): Promise<ReportDocument> {
  const say = sayIn(source.language);
  const { head } = await readBookFacts(source);
  const programmes = await readRows(
    source.book,
    `select programme_id, coalesce(max(basis) filter (where basis = 'first_purchase'), 'first_event')
     from cohorts.sizes group by programme_id order by programme_id`,
  );
  const sections: Section[] = [];
  for (const [programme, basis] of programmes)
    sections.push(...(await programmeSections(source, programme!, basis!, programmes.length > 1)));
  return {
    kind: 'cohort',
    language: source.language,
    title: say('会员群组报告', 'Cohorts of members'),
    subtitle: await programmeNames(source),
    head,
    sections: sections.length > 0 ? sections : [nothing(say)],
  };
}

async function programmeSections(
  source: ReportSource,
  programme: string,
  basis: string,
  isNamed: boolean,
): Promise<Section[]> {
  const say = sayIn(source.language);
  const title = (text: string) => (isNamed ? `${programme}: ${text}` : text);
  const grids: Section[] = [];
  for (const measure of MEASURES)
    grids.push({
      id: `${measure.id}_${programme}`,
      title: title(say(measure.zh, measure.en)),
      blocks: await gridTables(source, programme, basis, measure),
    });
  return [
    {
      id: `summary_${programme}`,
      title: title(say('概要', 'Summary')),
      blocks: [
        { kind: 'paragraph', text: await summary(source, programme, basis) },
        { kind: 'paragraph', tone: 'quiet', text: method(say, basis) },
        ...(await curveBlocks(source, programme, basis)),
      ],
    },
    ...grids,
    {
      id: `cells_${programme}`,
      title: title(say('全部单元格', 'All cells')),
      blocks: [
        {
          kind: 'paragraph',
          text: say(
            '每一格的全部数字在同名的 Excel 工作簿和 CSV 中。',
            'Every figure of each cell stands in the workbook and the CSV of this report.',
          ),
        },
        await cellsTable(source, programme, basis),
      ],
    },
  ];
}

/** Only cells that are told are added up: what is withheld could be found by difference otherwise. */
async function summary(source: ReportSource, programme: string, basis: string): Promise<string> {
  const say = sayIn(source.language);
  const [found] = await readRows(
    source.book,
    `with cells as (select * ${CELLS} where measure = 'active'),
       next as (
         select coalesce(sum(members), 0) as did, coalesce(sum(cohort_members), 0) as whole
         from cells where age = 1 and is_complete and is_told)
     select (select count(*) from cells where age = 0), (select count(*) from cells where age = 0 and cohort_members < ${SMALLEST_GROUP}),
       did, whole,
       case when whole > 0 then ((2 * 10000 * did::hugeint + whole) // (2 * whole))::decimal(22, 0) * 0.0001::decimal(5, 4) end
     from next`,
    { programme, basis },
  );
  const [cohorts, small, did, whole, share] = found!;
  const count = (text: string | null) => readable(text ?? '0', 'count');
  const first = say(
    `按季划分 ${count(cohorts!)} 个群组，其中 ${count(small!)} 个不足 ${SMALLEST_GROUP} 人，不给出数字。`,
    `There are ${count(cohorts!)} cohorts by quarter; ${count(small!)} of them have fewer than ${SMALLEST_GROUP} members and are not told.`,
  );
  if (share === null || share === undefined) return first;
  return `${first}${say(
    `在给出数字且下一季已结束的群组里，${count(whole!)} 名会员中有 ${count(did!)} 名（${readable(share, 'share')}）在下一季仍然活跃。`,
    ` In the cohorts that are told and whose next quarter is over, ${count(did!)} of ${count(whole!)} members (${readable(share, 'share')}) were active in it.`,
  )}`;
}

const CURVES = ['active', 'earning', 'redeeming'] as const;

/** All cohorts together by age as a chart and the table of the same figures; of cells that are told and over, as the summary. */
async function curveBlocks(source: ReportSource, programme: string, basis: string): Promise<Block[]> {
  const say = sayIn(source.language);
  const share = (did: string, whole: string) =>
    `case when ${whole} > 0 then ((2 * 10000 * ${did}::hugeint + ${whole}) // (2 * ${whole}))::decimal(22, 0) * 0.0001::decimal(5, 4) end`;
  const rows = await readRows(
    source.book,
    `with sums as (
       select age, ${CURVES.map(
         (each) => `coalesce(sum(members) filter (measure = '${each}'), 0) as ${each}_did,
           coalesce(sum(cohort_members) filter (measure = '${each}'), 0) as ${each}_whole`,
       ).join(', ')}
       ${CELLS} where is_told and is_complete and age > 0 and measure in ('active', 'earning', 'redeeming')
       group by age)
     select age, ${CURVES.map((each) => `${each}_did, ${each}_whole, ${share(`${each}_did`, `${each}_whole`)}`).join(', ')}
     from sums order by age`,
    { programme, basis },
  );
  if (rows.length === 0) return [];
  const nameOf = (id: (typeof CURVES)[number]) => {
    const measure = MEASURES.find((each) => each.id === id)!;
    return say(measure.zh, measure.en);
  };
  const ages = Math.max(...rows.map(([age]) => Number(age)));
  const curves = CURVES.map((id, at): CohortCurve => ({
    name: nameOf(id),
    values: Array.from({ length: ages }, (_, before) => {
      const row = rows.find(([age]) => Number(age) === before + 1);
      const text = row?.[3 * at + 3];
      // A place in a drawing; the table has the exact share.
      return text ? Number(text) * 100 : null;
    }),
  }));
  const columns = CURVES.flatMap((id): FigureTable['columns'][number][] => [
    { key: `${id}_members`, title: nameOf(id), kind: 'count' },
    { key: `${id}_of`, title: say('群组会员', 'Of members'), kind: 'count' },
    { key: `${id}_share`, title: say('占比', 'Share'), kind: 'share' },
  ]);
  return [
    {
      kind: 'chart',
      title: say(
        '首季之后各季，全部群组会员中活跃、获得积分、兑换的占比',
        'Share of the members of all cohorts who were active, earned and redeemed in each later quarter',
      ),
      height: 240,
      option: (setting) => retentionChart(curves, (value) => `${value}%`, setting),
    },
    {
      kind: 'table',
      id: tableId('ages', programme),
      title: say('全部群组合计，按首季之后第几季', 'All cohorts together, by quarters since the first'),
      note: say(
        '只合计给出数字且该季已结束的格，因此各列的群组会员可以不同。',
        'Adds up only cells that are told and whose quarter is over; so the members they are of may differ.',
      ),
      columns: [{ key: 'age', title: say('第几季', 'Quarter'), kind: 'count', width: 8 }, ...columns],
      rows,
    },
  ];
}

function tableId(name: string, programme: string): string {
  return `${name}_${programme}`.replace(/[^a-z0-9_]/g, '_');
}

function method(say: Say, basis: string): string {
  return say(
    `群组按${basis === 'first_purchase' ? '首次消费' : '首个事件'}所在的季度划分，所有积分类别合计。活跃指该季消费、因会员自己的行为获得积分，或兑换。占比的分母是群组全部会员；“兑换 ÷ 获得”是积分之比，可以超过 100%。* 该季尚未结束；† 群组内有会员早于账本。会员不足 ${SMALLEST_GROUP} 名的格，以及只差不足 ${SMALLEST_GROUP} 名就是全部的格，标为“<${SMALLEST_GROUP}”，不给出任何数字；报告只用季度一种周期，以免相减推出。`,
    `Members are put into cohorts by the quarter of their ${basis === 'first_purchase' ? 'first purchase' : 'first event'}, all wallets together. Active means a purchase, points earned by the member's own doing, or a redemption in that quarter. Shares are of all members of the cohort; redeemed ÷ earned is a ratio of points and may exceed 100%. * The quarter is not over. † Some members are older than the ledger. Cells about fewer than ${SMALLEST_GROUP} members, or about all but fewer than ${SMALLEST_GROUP}, say “<${SMALLEST_GROUP}” and no figure; one grid alone is told, so that none can be found by difference.`,
  );
}

/** A measure as the matrix that people know: cohorts down, ages across, cut into several where there are many ages. */
async function gridTables(
  source: ReportSource,
  programme: string,
  basis: string,
  measure: Measure,
): Promise<Block[]> {
  const say = sayIn(source.language);
  const cells = await readRows(
    source.book,
    `select strftime(cohort, '%Y') || ' Q' || quarter(cohort) || case when is_left_truncated then ' †' else '' end, age,
       case when cohort_members >= ${SMALLEST_GROUP} then cohort_members end, is_told, value, is_complete
     ${CELLS} where measure = '${measure.id}' order by cohort, age`,
    { programme, basis },
  );
  const cohorts = new Map<string, { size: string; told: Map<number, string> }>();
  for (const [cohort, age, size, isTold, value, isComplete] of cells) {
    const row = cohorts.get(cohort!) ?? {
      size: size ? readable(size, 'count') : `<${SMALLEST_GROUP}`,
      told: new Map(),
    };
    cohorts.set(cohort!, row);
    const figure =
      isTold === 'true' ? (value ? alike(readable(value, measure.kind)) : '–') : `<${SMALLEST_GROUP}`;
    row.told.set(Number(age), `${figure}${isComplete === 'true' ? '' : '*'}`);
  }
  const ages = Math.max(0, ...cells.map(([, age]) => Number(age) + 1));
  const tables: Block[] = [];
  for (let from = 0; from < ages; from += measure.across) {
    const shown = Array.from({ length: Math.min(measure.across, ages - from) }, (_, at) => from + at);
    const rows: Row[] = [...cohorts]
      .filter(([, { told }]) => shown.some((age) => told.has(age)))
      .map(([cohort, { size, told }]) => [cohort, size, ...shown.map((age) => told.get(age) ?? null)]);
    tables.push(matrix(say, `${measure.id}_${programme}_${from}`, shown, rows, measure));
  }
  return tables;
}

/** Per cent under each other have as many decimals each. */
function alike(text: string): string {
  const [, whole, decimals] = /^(.*?\d)(\.\d+)?%$/.exec(text) ?? [];
  return whole === undefined ? text : `${whole}${(decimals ?? '.').padEnd(3, '0')}%`;
}

function matrix(say: Say, id: string, ages: readonly number[], rows: Row[], measure: Measure): FigureTable {
  const names = ages.map((age) => ({ key: `age_${age}`, title: say(`第 ${age} 季`, `+${age}`) }));
  return {
    kind: 'table',
    id,
    title:
      ages.length > 0 && ages[0]! > 0
        ? say(`第 ${ages[0]} 季起`, `From quarter +${ages[0]} on`)
        : say('首季（第 0 季）起', 'From the first quarter (+0) on'),
    medium: 'paper',
    columns: [
      { key: 'cohort', title: say('群组', 'Cohort'), kind: 'text' },
      { key: 'members', title: say('会员', 'Members'), kind: 'text' },
      ...names.map((each) => ({ ...each, kind: 'text' as const })),
    ],
    print: [
      { title: say('群组', 'Cohort'), keys: ['cohort'], width: 13 },
      { title: say('会员', 'Members'), keys: ['members'], width: 11, align: 'right' },
      // Empty columns keep a short last table as wide as the others.
      ...names.map(({ key, title }) => ({
        title,
        keys: [key],
        width: 96 / measure.across,
        align: 'right' as const,
      })),
    ],
    rows,
    empty: say('没有群组。', 'There are no cohorts.'),
  };
}

async function cellsTable(source: ReportSource, programme: string, basis: string): Promise<FigureTable> {
  const say = sayIn(source.language);
  const money = say('元', 'CNY');
  /** Each figure stands only with the measure whose members it is about. */
  const told = (column: string, ...measures: Measure['id'][]) =>
    `case when is_told and measure in (${measures.map((each) => `'${each}'`).join(', ')}) then ${column} end`;
  return {
    kind: 'table',
    id: tableId('cohorts', programme),
    title: say('群组单元格', 'Cells of the cohorts'),
    medium: 'data',
    columns: [
      { key: 'cohort', title: say('群组首日', 'First day of the cohort'), kind: 'day' },
      { key: 'age', title: say('第几季', 'Quarter since'), kind: 'count' },
      { key: 'measure', title: say('指标', 'Measure'), kind: 'text', width: 14 },
      { key: 'cohort_members', title: say('群组会员', 'Members of the cohort'), kind: 'count' },
      { key: 'members', title: say('会员', 'Members who did'), kind: 'count' },
      { key: 'share', title: say('占比', 'Share'), kind: 'share' },
      { key: 'points_earned', title: say('获得', 'Earned'), kind: 'points' },
      { key: 'points_redeemed', title: say('兑换', 'Redeemed'), kind: 'points' },
      { key: 'amount', title: say('消费金额', 'Amount'), kind: 'money', unit: money },
      { key: 'is_withheld', title: say('不足十人', 'Fewer than ten'), kind: 'text', width: 10 },
      { key: 'is_complete', title: say('该季已结束', 'Quarter is over'), kind: 'text', width: 10 },
      {
        key: 'is_left_truncated',
        title: say('有会员早于账本', 'Older than the ledger'),
        kind: 'text',
        width: 12,
      },
    ],
    rows: await readRows(
      source.book,
      `select cohort, age, measure, case when cohort_members >= ${SMALLEST_GROUP} then cohort_members end, case when is_told then members end,
         ${told('value', 'active', 'earning', 'redeeming', 'points')}, ${told('points_earned', 'earning', 'points')},
         ${told('points_redeemed', 'redeeming', 'points')}, ${told('amount', 'value')}, ${[
           'not is_told',
           'is_complete',
           'is_left_truncated',
         ]
           .map((flag) => `case when ${flag} then '${say('是', 'yes')}' else '${say('否', 'no')}' end`)
           .join(', ')}
       ${CELLS} order by cohort, age, measure`,
      { programme, basis },
    ),
    empty: say('没有群组。', 'There are no cohorts.'),
  };
}

function nothing(say: Say): Section {
  return {
    id: 'summary',
    title: say('概要', 'Summary'),
    blocks: [
      {
        kind: 'paragraph',
        tone: 'warning',
        text: say(
          '无法评估：账簿里没有可以分组的会员（没有会员获得过积分）。',
          'Not evaluable: the book has no members to put into cohorts (nobody has earned points).',
        ),
      },
    ],
  };
}
