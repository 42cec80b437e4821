import { literal } from '#engine/sql-text.ts';

/** Paths as a SQL list, for `read_parquet` and its kind. */
export function pathList(paths: readonly string[]): string {
  return `[${paths.map(literal).join(', ')}]`;
}
