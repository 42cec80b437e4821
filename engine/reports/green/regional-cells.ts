import { rows } from '../../database.server.ts';
import { FLOW_MEASURES } from '../../green/groups.ts';
import { countyName, prefectureSql, provinceSql, regionPrefix } from '../../green/regions.ts';
import { SMALLEST_GROUP, suppressed, type Cell, type Sum } from '../../green/suppress.ts';
import { UserError } from '../../user-error.ts';
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

/** A region by its code, `''` where it is not known, with its name in both languages. */
export interface NamedRegion {
  readonly id: string;
  readonly zh: string | null;
  readonly en: string | null;
}

/** The regions, months and behaviours of a report, and what may be told of each; null: kept back. */
export interface Regional {
  /** The one region that the report is about; null: all of them. */
  readonly within: NamedRegion | null;
  /** Prefectures; of a report on one of them its counties, of which its own code stands for acts that name none. */
  readonly regions: readonly NamedRegion[];
  readonly months: readonly string[];
  /** `track/behaviour/category`, the category left out where there is none. */
  readonly behaviours: readonly string[];
  /** Of a region, or (null) of all that the report is about. */
  figures(region: string | null, part: Part | null): RegionalFigures | null;
  /** How many cells of the report were small, and how many more were kept back with them. */
  readonly small: number;
  readonly complements: number;
  /** Conditions that hold on the acts and points of the report, and what they need. */
  readonly where: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A month or a behaviour. */
export type Part = { readonly month: string } | { readonly behaviour: string };

interface Found extends Record<string, unknown> {
  region: string;
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

/** No code is like this. */
const ALL = 'all';
const NO_PART = '';
const key = (region: string, part: string) => JSON.stringify([region, part]);
const monthPart = (month: string) => `m/${month}`;
const behaviourPart = (behaviour: string) => `b/${behaviour}`;
/** A county may go by the code of its prefecture. */
const countyId = (code: string) => `c/${code}`;

/** A region and those that add up to it. */
interface Division {
  readonly total: string;
  readonly parts: readonly string[];
}

/**
 * Reads green contribution by region, month and behaviour and keeps back small groups with their complements. Country,
 * provinces and prefectures are judged together, whichever of them a report is about, so that the reports of one book
 * agree on what they keep back and nothing follows from putting them side by side. The counties of a prefecture are judged
 * below it and change nothing above.
 *
 * @throws UserError where the book has no green act in the region asked for.
 */
export async function readRegional(source: ReportSource): Promise<Regional> {
  const prefecture = `coalesce(${prefectureSql('region_code')}, '')`;
  const [country, provinces, prefectures] = [
    await cellsOf(source, `'${ALL}'`),
    await cellsOf(source, `coalesce(${provinceSql('region_code')}, '')`),
    await cellsOf(source, prefecture),
  ];
  const codes = (found: readonly Found[]) => [...new Set(found.map(({ region }) => region))].sort();
  const places = { provinces: codes(provinces), prefectures: codes(prefectures) };
  const scope = scopeOf(source.regionCode, places);
  const counties =
    scope.level === 'prefecture'
      ? (await cellsOf(source, 'region_code', `where ${prefecture} = $region`, { region: scope.code })).map(
          (row) => ({ ...row, region: countyId(row.region) }),
        )
      : [];
  const above = [...country, ...provinces, ...prefectures];
  const figures = new Map<string, RegionalFigures>();
  for (const row of [...above, ...counties]) figures.set(key(row.region, partOf(row)), row);
  const hidden = keptBack(figures, partsOf(country), {
    country: [ALL, ...places.provinces, ...places.prefectures],
    divisions: [
      { total: ALL, parts: places.provinces },
      ...places.provinces.map((total) => ({ total, parts: places.prefectures.filter(isIn(total)) })),
    ],
    counties: { total: scope.code, parts: codes(counties) },
  });
  const names = await rows<{ code: string; name_zh: string; name_en: string }>(
    source.book.connection,
    'select code, name_zh, name_en from meta.regions order by code',
  );
  const named = (id: string): NamedRegion => {
    const name = names.find(({ code }) => code === id);
    const county = countyName(id);
    // Counties have their Chinese name only.
    return { id, zh: name?.name_zh ?? county ?? null, en: name?.name_en ?? county ?? null };
  };
  const isCounty = scope.level === 'prefecture';
  const shown = isCounty ? codes(counties) : places.prefectures.filter(isIn(scope.code));
  const own = partsOf(
    [...country, ...provinces, ...prefectures].filter(({ region }) => region === scope.code),
  );
  const displayed = [scope.code, ...shown].flatMap((region) =>
    [NO_PART, ...own.flat()].map((part) => key(region, part)).filter((id) => figures.has(id)),
  );
  const small = displayed.filter((id) => isSmall(figures.get(id)!)).length;
  return {
    within: scope.level === 'country' ? null : named(scope.code),
    regions: shown.map((id) => named(isCounty ? id.slice(countyId('').length) : id)),
    months: own[0].map((part) => part.slice(monthPart('').length)),
    behaviours: own[1].map((part) => part.slice(behaviourPart('').length)),
    figures(region, part) {
      const place = region === null ? scope.code : isCounty ? countyId(region) : region;
      const id = key(
        place,
        part === null ? NO_PART : 'month' in part ? monthPart(part.month) : behaviourPart(part.behaviour),
      );
      return hidden.has(id) ? null : (figures.get(id) ?? NOTHING);
    },
    small,
    complements: displayed.filter((id) => hidden.has(id)).length - small,
    where: scope.level === 'country' ? '' : 'where starts_with(region_code, $region)',
    parameters: scope.level === 'country' ? {} : { region: regionPrefix(scope.code) },
  };
}

/** Contribution by region and month, region and behaviour, and region. */
function cellsOf(
  { book }: ReportSource,
  region: string,
  where = '',
  parameters: Record<string, string> = {},
): Promise<Found[]> {
  return rows<Found>(
    book.connection,
    `with placed as (
       select ${region} as region, strftime(month, '%Y-%m') as month,
         concat_ws('/', track, behaviour, category) as behaviour, *
       exclude (month, behaviour) from green.contributions ${where}
     )
     select region, month, behaviour, grouping(month, behaviour)::integer as grouped,
       count(distinct (programme_id, member_id))::integer as members, sum(count)::integer as acts,
       coalesce(sum(units) filter (unit = 'kWh'), 0)::varchar as kwh,
       coalesce(sum(units) filter (unit = 'm3'), 0)::varchar as m3,
       sum(kg_co2e)::varchar as kg, sum(low)::varchar as low, sum(high)::varchar as high
     from placed
     group by grouping sets ((region), (region, month), (region, behaviour))
     order by all`,
    parameters,
  );
}

type Scope = { readonly level: 'country' | 'province' | 'prefecture'; readonly code: string };

/** Municipalities rank as prefectures here: their districts lie right below them. */
function scopeOf(
  code: string | undefined,
  {
    provinces,
    prefectures,
  }: { readonly provinces: readonly string[]; readonly prefectures: readonly string[] },
): Scope {
  if (code === undefined) return { level: 'country', code: ALL };
  if (code !== '' && prefectures.includes(code)) return { level: 'prefecture', code };
  if (code !== '' && provinces.includes(code)) return { level: 'province', code };
  const known = [...new Set([...provinces, ...prefectures])].filter((each) => each !== '').sort();
  throw new UserError(
    `This book has no green act in a province or prefecture ${code}; those it has are ${known.join(', ')}.`,
  );
}

const isIn = (region: string) => (code: string) =>
  region === ALL || code === region || (region !== '' && code.startsWith(regionPrefix(region)));

/** Months and behaviours that cells are of, in order. */
function partsOf(found: readonly Found[]): readonly [readonly string[], readonly string[]] {
  const distinct = (grouped: number) =>
    [...new Set(found.filter((row) => row.grouped === grouped).map(partOf))].sort();
  return [distinct(1), distinct(2)];
}

/** What is kept back: of the country down to prefectures first, then, below it, of counties. */
function keptBack(
  figures: ReadonlyMap<string, RegionalFigures>,
  parts: readonly (readonly string[])[],
  of: { country: readonly string[]; divisions: readonly Division[]; counties: Division },
): ReadonlySet<string> {
  const cells = [...figures].map(([id, { members }]): Cell => ({ id, members }));
  const sumsOf = (regions: readonly string[], divisions: readonly Division[]): Sum[] => [
    ...regions.flatMap((region) =>
      parts.map((all) => ({ total: key(region, NO_PART), parts: all.map((part) => key(region, part)) })),
    ),
    ...divisions
      // A municipality is its own only prefecture: nothing follows from it.
      .filter(({ total, parts: within }) => within.some((each) => each !== total))
      .flatMap(({ total, parts: within }) =>
        [NO_PART, ...parts.flat()].map((part) => ({
          total: key(total, part),
          parts: within.map((region) => key(region, part)),
        })),
      ),
  ];
  const below = new Set(of.counties.parts);
  const isBelow = ({ id }: Cell) => below.has((JSON.parse(id) as [string])[0]);
  const above = cells.filter((cell) => !isBelow(cell));
  const sums = sumsOf([...new Set(of.country)], of.divisions);
  const hidden = suppressed(above, sums, key(ALL, NO_PART));
  if (below.size === 0) return hidden;
  return suppressed(
    cells,
    [...sums, ...sumsOf([...below], [of.counties])],
    new Set(above.map(({ id }) => id).filter((id) => !hidden.has(id))),
    hidden,
  );
}

const isSmall = ({ members }: RegionalFigures) => members > 0 && members < SMALLEST_GROUP;

const NOTHING: RegionalFigures = { members: 0, acts: 0, kwh: '0', m3: '0', kg: null, low: null, high: null };

/** DuckDB gives a null for what a row does not group by; `grouping` tells it from a value that is none. */
const partOf = (row: Found) =>
  row.grouped === 1 ? monthPart(row.month!) : row.grouped === 2 ? behaviourPart(row.behaviour!) : NO_PART;

/** Green points earned (net), used and given to family, of all. */
export async function readPoints(
  { book }: ReportSource,
  where: string,
  parameters: Readonly<Record<string, string>>,
) {
  const [found] = await rows<Record<'points_earned' | 'points_used' | 'points_to_family', string>>(
    book.connection,
    `select points_earned::varchar as points_earned, points_used::varchar as points_used,
       points_to_family::varchar as points_to_family
     from (select ${FLOW_MEASURES} from green.point_flows ${where})`,
    parameters,
  );
  return found!;
}
