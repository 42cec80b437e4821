import { rows } from '../../database.server.ts';
import { FLOW_MEASURES } from '../../green/groups.ts';
import { prefectureSql } from '../../green/regions.ts';
import { suppressed, type Cell, type Sum } from '../../green/suppress.ts';
import type { ReportSource } from '../report-source.ts';

/** What is told of a region in a month, or of one of them altogether; exact decimal text. */
export interface RegionalFigures {
  readonly members: number;
  readonly acts: number;
  readonly kwh: string;
  readonly m3: string;
  readonly kg: string | null;
  readonly low: string | null;
  readonly high: string | null;
}

/** The regions, months and behaviours of a report, and what may be told of each; null: kept back. */
export interface Regional {
  /** Code, `''` where it is not known; with the name in both languages. */
  readonly regions: readonly {
    readonly id: string;
    readonly zh: string | null;
    readonly en: string | null;
  }[];
  readonly months: readonly string[];
  /** `track/behaviour/category`, the category left out where there is none. */
  readonly behaviours: readonly string[];
  figures(region: string | null, part: Part | null): RegionalFigures | null;
  /** How many cells were small, and how many more were kept back with them. */
  readonly small: number;
  readonly complements: number;
}

/** A month or a behaviour. */
export type Part = { readonly month: string } | { readonly behaviour: string };

interface Found extends Record<string, unknown> {
  region: string | null;
  month: string | null;
  behaviour: string | null;
  grouped: number;
  members: number;
  acts: number;
  kwh: string;
  m3: string;
  kg: string | null;
  low: string | null;
  high: string | null;
}

const TOTAL = '\u0000';
const key = (region: string | null, part: string | null) => JSON.stringify([region ?? TOTAL, part ?? TOTAL]);
const monthPart = (month: string) => `m/${month}`;
const behaviourPart = (behaviour: string) => `b/${behaviour}`;

/** Reads green contribution by region, month and behaviour and keeps back small groups with their complements. */
export async function readRegional({ book }: ReportSource): Promise<Regional> {
  const found = await rows<Found>(
    book.connection,
    `with placed as (
       select coalesce(${prefectureSql('region_code')}, '') as region, strftime(month, '%Y-%m') as month,
         concat_ws('/', track, behaviour, category) as behaviour, *
       exclude (month, behaviour) from green.contributions
     )
     select region, month, behaviour, grouping(region, month, behaviour)::integer as grouped,
       count(distinct (programme_id, member_id))::integer as members, sum(count)::integer as acts,
       coalesce(sum(units) filter (unit = 'kWh'), 0)::varchar as kwh,
       coalesce(sum(units) filter (unit = 'm3'), 0)::varchar as m3,
       sum(kg_co2e)::varchar as kg, sum(low)::varchar as low, sum(high)::varchar as high
     from placed
     group by grouping sets ((), (region), (month), (behaviour), (region, month), (region, behaviour))
     order by all`,
  );
  const names = await rows<{ code: string; name_zh: string; name_en: string }>(
    book.connection,
    'select code, name_zh, name_en from meta.regions order by code',
  );
  const figures = new Map<string, RegionalFigures>();
  for (const row of found) figures.set(key(regionOf(row), partOf(row)), row);
  const distinct = (pick: (row: Found) => string | null) =>
    [...new Set(found.map(pick).filter((each) => each !== null))].sort();
  const [regions, months, behaviours] = [
    distinct((row) => row.region),
    distinct((row) => row.month),
    distinct((row) => row.behaviour),
  ];
  const parts = [months.map(monthPart), behaviours.map(behaviourPart)];
  const cells: Cell[] = [...figures].map(([id, { members }]) => ({ id, members }));
  const sums: Sum[] = parts.flatMap((all) => [
    ...[null, ...regions].map((region) => ({
      total: key(region, null),
      parts: all.map((part) => key(region, part)),
    })),
    ...all.map((part) => ({ total: key(null, part), parts: regions.map((region) => key(region, part)) })),
  ]);
  sums.push({ total: key(null, null), parts: regions.map((region) => key(region, null)) });
  const hidden = suppressed(cells, sums, key(null, null));
  const small = cells.filter(({ members }) => members > 0 && members < 10).length;
  return {
    regions: regions.map((id) => {
      const name = names.find(({ code }) => code === id);
      return { id, zh: name?.name_zh ?? null, en: name?.name_en ?? null };
    }),
    months,
    behaviours,
    figures(region, part) {
      const of =
        part === null ? null : 'month' in part ? monthPart(part.month) : behaviourPart(part.behaviour);
      const id = key(region, of);
      return hidden.has(id) ? null : (figures.get(id) ?? NOTHING);
    },
    small,
    complements: hidden.size - small,
  };
}

const NOTHING: RegionalFigures = { members: 0, acts: 0, kwh: '0', m3: '0', kg: null, low: null, high: null };

/** DuckDB gives a null for what a row does not group by; `grouping` tells it from a value that is none. */
const regionOf = (row: Found) => (row.grouped & 4 ? null : row.region);
const partOf = (row: Found) =>
  row.grouped & 2 ? (row.grouped & 1 ? null : behaviourPart(row.behaviour!)) : monthPart(row.month!);

/** Green points earned (net), used and given to family, of all. */
export async function readPoints({ book }: ReportSource, where: string, parameters: Record<string, string>) {
  const [found] = await rows<Record<'points_earned' | 'points_used' | 'points_to_family', string>>(
    book.connection,
    `select points_earned::varchar as points_earned, points_used::varchar as points_used,
       points_to_family::varchar as points_to_family
     from (select ${FLOW_MEASURES} from green.point_flows ${where})`,
    parameters,
  );
  return found!;
}
