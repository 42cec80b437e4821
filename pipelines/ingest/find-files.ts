import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '#engine/user-error.ts';
import { targetOfChosen, targetOfName, type Target, type TargetChoice } from './choose-target.ts';

/** Formats whose files are a table. */
export type Format = 'csv' | 'tsv' | 'jsonl' | 'parquet' | 'xlsx';
/** An XLSX may hold several tables as sheets, a ZIP any files. */
export type FileFormat = Format | 'zip';

/** A file that holds rows of a table, or several such. */
export interface InputFile {
  readonly path: string;
  /** Name as people know it, relative to what was handed in; unique within the batch. */
  readonly name: string;
  /** Null for a file of several tables whose own name tells none: then the names within must. */
  readonly target: Target | null;
  readonly format: FileFormat;
  readonly compressed: boolean;
  /** The file name of the kept copy where `name` came from a stranger and must be no path; default `name`. */
  readonly rawName?: string;
}

/** What was found under the paths handed in. */
export interface Found {
  readonly files: readonly InputFile[];
  /** Files that are no table, by name. */
  readonly others: readonly string[];
  /** The `programme.yaml` of a data set's folder. */
  readonly configuration: string | null;
}

const EXTENSIONS: Record<string, FileFormat> = {
  csv: 'csv',
  txt: 'csv',
  tsv: 'tsv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
  xlsx: 'xlsx',
  zip: 'zip',
};

/**
 * Finds the tables in data-set folders, folders of part files and single files.
 *
 * @param choice where files go whose names tell nothing.
 * @param names what single files are called, by path, where they lie under other names than people know them by.
 * @throws UserError for a path that is not there, or a table in a format that cannot be read.
 */
export async function findFiles(
  paths: readonly string[],
  choice: TargetChoice = {},
  names: ReadonlyMap<string, string> = new Map(),
): Promise<Found> {
  const files: InputFile[] = [];
  const others: string[] = [];
  const configurations: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => {
      throw new UserError(`${path} does not exist; check the path.`);
    });
    if (info.isDirectory()) await searchFolder(path, choice, { files, others, configurations });
    else {
      const name = names.get(path) ?? basename(path);
      const target = targetOfChosen(splitName(name).stem, choice);
      consider(
        path,
        name,
        target,
        { files, others },
        names.has(path) ? `file-${files.length + 1}` : undefined,
      );
    }
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

async function searchFolder(folder: string, choice: TargetChoice, into: Collected): Promise<void> {
  const own = choice.table
    ? targetOfChosen(basename(folder), choice)
    : targetOfName(basename(folder), choice);
  const entries = (await readdir(folder, { withFileTypes: true })).sort((left, right) =>
    left.name < right.name ? -1 : 1,
  );
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.name === 'programme.yaml') into.configurations.push(path);
    else if (entry.isDirectory()) await searchPartFolder(path, entry.name, choice, into);
    else consider(path, entry.name, targetOfName(splitName(entry.name).stem, choice) ?? own, into);
  }
}

async function searchPartFolder(
  folder: string,
  name: string,
  choice: TargetChoice,
  into: Collected,
): Promise<void> {
  const target = targetOfName(name, choice);
  if (!target) {
    into.others.push(`${name}/`);
    return;
  }
  for (const part of (await readdir(folder)).sort()) {
    if (!part.startsWith('.')) consider(join(folder, part), `${name}/${part}`, target, into);
  }
}

function consider(
  path: string,
  name: string,
  target: Target | null,
  into: Pick<Collected, 'files' | 'others'>,
  rawName?: string,
): void {
  const kind = formatOf(basename(name));
  if (!target && kind?.format !== 'xlsx' && kind?.format !== 'zip') {
    into.others.push(name);
    return;
  }
  if (!kind)
    throw new UserError(
      `${name} holds the table ${target!.table.name} in a format that cannot be read; save it as CSV, TSV, JSONL, Parquet or XLSX.`,
    );
  into.files.push({ path, name, target, ...kind, ...(rawName === undefined ? {} : { rawName }) });
}

/** The format that a file's name tells; null for one that cannot be read. */
export function formatOf(name: string): { format: FileFormat; compressed: boolean } | null {
  const { extension, compressed } = splitName(name);
  const format = EXTENSIONS[extension];
  if (!format || (compressed && ['parquet', 'xlsx', 'zip'].includes(format))) return null;
  return { format, compressed };
}

/** A file's name without its endings, and those. */
export function splitName(name: string): { stem: string; extension: string; compressed: boolean } {
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
