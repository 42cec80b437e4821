import type { ManifestDatabase } from '#engine/contract/manifest.ts';
import type { SourceStore } from '#pipelines/store/read-store.ts';
import type { ChosenWatermark } from './choose-tables.ts';

/** What must be the same for one reading to go on where another ended. */
export type Place = Pick<ManifestDatabase, 'system' | 'host' | 'port' | 'database' | 'table'>;

/**
 * The highest value up to which a table has been read without a gap, over the batches that count: a withdrawn batch
 * leaves one, and its rows are read again. Null where nothing was read.
 *
 * @param mapping the mapping's name; another one reads other rows.
 */
export function lastWatermark(
  store: SourceStore,
  place: Place,
  table: string,
  mapping: string | null,
  { column, kind }: ChosenWatermark,
): string | null {
  let reached: string | null = null;
  for (const { manifest } of store.batches) {
    if (manifest.mapping !== mapping) continue;
    for (const file of manifest.files) {
      const read = file.database;
      if (!read?.watermark?.to || file.table !== table || !isSamePlace(read, place)) continue;
      if (read.watermark.column !== column) continue;
      const { from, to } = read.watermark;
      const hasGap: boolean = from !== null && (reached === null || compare(kind, from, reached) > 0);
      if (!hasGap && (reached === null || compare(kind, to, reached) > 0)) reached = to;
    }
  }
  return reached;
}

function isSamePlace(read: ManifestDatabase, place: Place): boolean {
  return (Object.keys(place) as (keyof Place)[]).every((key) => read[key] === place[key]);
}

/** The higher of two values; null is below all. */
export function higher(kind: 'number' | 'time', left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return compare(kind, left, right) >= 0 ? left : right;
}

/** Times are texts of one form, which sort as they are; numbers may be longer than a double can tell apart. */
function compare(kind: 'number' | 'time', left: string, right: string): number {
  if (kind === 'time') return left < right ? -1 : left > right ? 1 : 0;
  const [whole, other] = [left, right].map((text) => scaled(text));
  return whole! < other! ? -1 : whole! > other! ? 1 : 0;
}

const DIGITS = 30;

function scaled(text: string): bigint {
  const [whole, fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole! + fraction.padEnd(DIGITS, '0').slice(0, DIGITS));
  return text.startsWith('-') ? -value : value;
}
