import type { Bilingual } from '../contract/citation.ts';
import { FORMER_PREFECTURES, PREFECTURES, PROVINCES } from '../parameters/regions.ts';

/** A province or prefecture as GB/T 2260 names it. */
export interface Region {
  /** Six digits. */
  readonly code: string;
  readonly level: 'province' | 'prefecture';
  readonly name: Bilingual;
}

/** All that have a name here; prefectures go by their Chinese name in both languages. */
export function allRegions(): readonly Region[] {
  const provinces = Object.entries(PROVINCES).map(([code, name]): Region => ({
    code: `${code}0000`,
    level: 'province',
    name,
  }));
  const prefectures = Object.entries(PREFECTURES).flatMap(([province, names]) =>
    names.split(' ').map((entry): Region => {
      const [, digits, name] = /^(\d+)(.+)$/.exec(entry)!;
      return {
        code: (province + digits!).padEnd(6, '0'),
        level: 'prefecture',
        name: { zh: name!, en: name! },
      };
    }),
  );
  const former = Object.entries(FORMER_PREFECTURES).map(([code, { name, until }]): Region => ({
    code,
    level: 'prefecture',
    name: { zh: `${name}（至 ${until}）`, en: `${name} (until ${until})` },
  }));
  return [...provinces, ...prefectures, ...former].sort((left, right) => (left.code < right.code ? -1 : 1));
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
