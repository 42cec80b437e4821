import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findTable } from '#engine/contract/tables.ts';
import type { Table } from '#engine/contract/table.ts';
import { UserError } from '#engine/user-error.ts';

export type Format = 'csv' | 'tsv' | 'jsonl' | 'parquet';

/** A file that holds rows of a table. */
export interface InputFile {
  readonly path: string;
  /** Name as people know it, relative to what was handed in; unique within the batch. */
  readonly name: string;
  readonly table: Table;
  readonly format: Format;
  readonly compressed: boolean;
}

/** What was found under the paths handed in. */
export interface Found {
  readonly files: readonly InputFile[];
  /** Files that are no table, by name. */
  readonly others: readonly string[];
  /** The `programme.yaml` of a data set's folder. */
  readonly configuration: string | null;
}

const EXTENSIONS: Record<string, Format> = {
  csv: 'csv',
  txt: 'csv',
  tsv: 'tsv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
};

/**
 * Finds the tables in data-set folders, folders of part files and single files.
 *
 * @param tableName the table of files whose names tell none.
 * @throws UserError for a path that is not there, or a table in a format that cannot be read.
 */
export async function findFiles(paths: readonly string[], tableName?: string): Promise<Found> {
  const named = tableName === undefined ? undefined : requireTable(tableName);
  const files: InputFile[] = [];
  const others: string[] = [];
  const configurations: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => {
      throw new UserError(`${path} does not exist; check the path.`);
    });
    if (info.isDirectory()) await searchFolder(path, named, { files, others, configurations });
    else consider(path, basename(path), named ?? tableOfName(basename(path)), { files, others });
  }
  if (configurations.length > 1)
    throw new UserError(
      `Several of the folders have a programme.yaml (${configurations.join(', ')}); ingest them one after the other or name one with --programme.`,
    );
  return { files: uniqueNames(files), others, configuration: configurations[0] ?? null };
}

interface Collected {
  readonly files: InputFile[];
  readonly others: string[];
  readonly configurations: string[];
}

async function searchFolder(folder: string, named: Table | undefined, into: Collected): Promise<void> {
  const own = named ?? findTable(basename(folder));
  const entries = (await readdir(folder, { withFileTypes: true })).sort((left, right) =>
    left.name < right.name ? -1 : 1,
  );
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.name === 'programme.yaml') into.configurations.push(path);
    else if (entry.isDirectory()) await searchPartFolder(path, entry.name, into);
    else consider(path, entry.name, tableOfName(entry.name) ?? own, into);
  }
}

async function searchPartFolder(folder: string, name: string, into: Collected): Promise<void> {
  const table = findTable(name);
  if (!table) {
    into.others.push(`${name}/`);
    return;
  }
  for (const part of (await readdir(folder)).sort()) {
    if (!part.startsWith('.')) consider(join(folder, part), `${name}/${part}`, table, into);
  }
}

function consider(
  path: string,
  name: string,
  table: Table | undefined,
  into: Pick<Collected, 'files' | 'others'>,
): void {
  if (!table) {
    into.others.push(name);
    return;
  }
  const { extension, compressed } = splitName(basename(name));
  const format = EXTENSIONS[extension];
  if (!format || (compressed && format === 'parquet'))
    throw new UserError(
      `${name} holds the table ${table.name} in a format that cannot be read; save it as CSV, TSV, JSONL or Parquet.`,
    );
  into.files.push({ path, name, table, format, compressed });
}

function tableOfName(name: string): Table | undefined {
  return findTable(splitName(name).stem.toLowerCase());
}

function splitName(name: string): { stem: string; extension: string; compressed: boolean } {
  const compressed = name.toLowerCase().endsWith('.gz');
  const plain = compressed ? name.slice(0, -3) : name;
  const dot = plain.lastIndexOf('.');
  return dot < 0
    ? { stem: plain, extension: '', compressed }
    : { stem: plain.slice(0, dot), extension: plain.slice(dot + 1).toLowerCase(), compressed };
}

/** Two paths may hold files of one name: the later ones get a number, since the name is the row's address. */
function uniqueNames(files: readonly InputFile[]): InputFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let name = file.name;
    for (let number = 2; taken.has(name); number++) name = `${number}-${file.name.replaceAll('/', '-')}`;
    taken.add(name);
    return { ...file, name };
  });
}

/** The table of that name. */
export function requireTable(name: string): Table {
  const table = findTable(name);
  if (!table) throw new UserError(`There is no table ${name}; see the contract's list, e.g. point_events.`);
  return table;
}
