import type { Mapping, Watermark } from '#engine/contract/mapping.ts';
import { UserError } from '#engine/user-error.ts';
import type { SourceStore } from '#pipelines/store/read-store.ts';
import { mappedColumns } from '../mapped-columns.ts';
import { chooseWatermark, type ChosenTable } from './choose-tables.ts';
import { lastWatermark, type Place } from './last-watermark.ts';
import type { DatabaseColumn, DatabaseSession, TableFacts } from './session.ts';
import { countNewRowsSql, type TableReading } from './table-query.ts';

/** What is decided before a table's rows are read. */
export interface PreparedReading {
  readonly reading: TableReading;
  readonly place: Place;
  readonly facts: TableFacts;
  /** What makes the reading less than certain. */
  readonly warnings: readonly string[];
}

/** What a person said of a reading. */
export interface ReadingChoice {
  readonly mapping?: Mapping;
  /** What is new, where the mapping does not say. */
  readonly watermark?: Watermark;
  /** The overlap, in place of the mapping's. */
  readonly overlap?: string;
  /** Reads everything, whatever was read before. */
  readonly full?: boolean;
}

/**
 * Decides which columns and rows of a table are read: those above the watermark of the last reading, where there is
 * one.
 *
 * @throws UserError where the table cannot be read so.
 */
export async function prepareReading(
  session: DatabaseSession,
  { table, target }: ChosenTable,
  store: SourceStore,
  { mapping, watermark: named, overlap, full }: ReadingChoice,
): Promise<PreparedReading> {
  const { host, port, database } = session.address;
  const place: Place = { system: session.system, host, port, database, table: table.shown };
  const facts = await session.describe(table);
  const declared = named ?? target.mapped?.watermark;
  const watermark = declared
    ? chooseWatermark(facts, table.shown, { ...declared, ...(overlap === undefined ? {} : { overlap }) })
    : null;
  const after =
    watermark && !full
      ? lastWatermark(store, place, target.table.name, mapping?.name ?? null, watermark)
      : null;
  const { columns, warnings } = readableColumns(facts, table.shown, wantedColumns(target));
  const reading = { session, table, columns, primaryKey: facts.primaryKey, watermark, after };
  return { reading, place, facts, warnings: [...facts.warnings, ...warnings] };
}

/** How many rows a reading will bring, those fetched again for lookups apart. */
export async function countNewRows(reading: TableReading): Promise<number> {
  let count: number | null = null;
  // Read to its end: a query left open would hold the session.
  for await (const [row] of reading.session.rows(countNewRowsSql(reading), 1)) count = Number(row![0]);
  if (count === null) throw new Error(`Counting the rows of ${reading.table.shown} gave none.`);
  return count;
}

function wantedColumns({ table, mapped }: ChosenTable['target']): ReadonlySet<string> {
  return mapped ? mappedColumns(mapped) : new Set(Object.keys(table.columns));
}

/** Bytes have no text: where they are wanted the table is refused, elsewhere the column is left out and said to be. */
export function readableColumns(
  { columns }: TableFacts,
  table: string,
  wanted: ReadonlySet<string>,
): { columns: DatabaseColumn[]; warnings: string[] } {
  const bytes = columns.filter((each) => each.isBytes);
  const needed = bytes.find((each) => wanted.has(each.name.toLowerCase()));
  if (needed)
    throw new UserError(
      `${table}.${needed.name} is ${needed.type}: bytes that have no certain text; read a view that shows it as text (--source-table), or leave the column out of the mapping.`,
    );
  return {
    columns: columns.filter((each) => !each.isBytes),
    warnings: bytes.map(
      ({ name, type }) =>
        `列 ${name}(${type})是二进制,没有读取 / the column ${name} (${type}) holds bytes and was left out`,
    ),
  };
}
