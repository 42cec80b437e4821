import type { Bilingual } from '../contract/citation.ts';
import { COUNTIES } from '../parameters/counties.ts';
import { FORMER_PREFECTURES, PREFECTURES, PROVINCES } from '../parameters/regions.ts';

/** A province or prefecture as GB/T 2260 names it. */
export interface Region {
  /** Six digits. */
  readonly code: string;
  readonly level: 'province' | 'prefecture';
  readonly name: Bilingual;
}

/** All that have a name here. No two go by one name: cities of the same English name say their province. */
export function allRegions(): readonly Region[] {
  const provinces = Object.entries(PROVINCES).map(([code, name]): Region => ({
    code: `${code}0000`,
    level: 'province',
    name,
  }));
  const prefectures = Object.entries(PREFECTURES).flatMap(([province, entries]) =>
    entries.split('; ').map((entry): Region => {
      const [digits, zh, ...en] = entry.split(' ');
      return {
        code: (province + digits!).padEnd(6, '0'),
        level: 'prefecture',
        name: { zh: zh!, en: en.join(' ') },
      };
    }),
  );
  const former = Object.entries(FORMER_PREFECTURES).map(([code, { name, until }]): Region => ({
    code,
    level: 'prefecture',
    name: { zh: `${name.zh}（至 ${until}）`, en: `${name.en} (until ${until})` },
  }));
  return [...provinces, ...prefectures.map(told), ...former].sort((left, right) =>
    left.code < right.code ? -1 : 1,
  );

  /** Jilin is a province and a city in it; Suzhou is a city in Jiangsu and one in Anhui. */
  function told(region: Region): Region {
    const { code, name } = region;
    const province = PROVINCES[code.slice(0, 2)]!.en;
    const isShared = prefectures.some((other) => other.code !== code && other.name.en === name.en);
    if (isShared) return { ...region, name: { ...name, en: `${name.en} (${province})` } };
    return name.en === province ? { ...region, name: { ...name, en: `${name.en} City` } } : region;
  }
}

/** The name of a county, a district or a city of that rank, in Chinese; undefined where the code is none. */
export function countyName(code: string): string | undefined {
  for (const within of [code.slice(0, 4), code.slice(0, 2)]) {
    const rest = code.slice(within.length);
    const found = COUNTIES[within]?.split(' ').find((entry) => entry.startsWith(rest));
    if (found) return found.slice(rest.length);
  }
  return undefined;
}

/**
 * SQL for the prefecture of a six-digit code: that of a municipality, Hong Kong, Macao or Taiwan is the province itself, and
 * a county that stands directly under its province (`…90..`) is its own.
 */
export function prefectureSql(column: string): string {
  return `case when left(${column}, 2) in ('11', '12', '31', '50', '71', '81', '82') then left(${column}, 2) || '0000'
    when substr(${column}, 3, 2) = '90' then ${column}
    else left(${column}, 4) || '00' end`;
}

/** SQL for the province of a six-digit code. */
export function provinceSql(column: string): string {
  return `left(${column}, 2) || '0000'`;
}

/** The digits with which all codes within a region begin. */
export function regionPrefix(code: string): string {
  return code.replace(/(00){1,2}$/, '');
}
