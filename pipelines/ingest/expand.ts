import { join, posix } from 'node:path';
import { UserError } from '#engine/user-error.ts';
import { openArchive } from './archive.ts';
import { targetOfName, type Target, type TargetChoice } from './choose-target.ts';
import type { TableFile } from './fill-batch.ts';
import { formatOf, splitName, type Format } from './find-files.ts';
import { listSheets } from './formats/workbook.ts';
import type { InflateLimits } from './limits.ts';
import { copy, isPlainText, scratchName, type ReceivedFile } from './receive.ts';
import { TextScan } from './text-scan.ts';

export interface Expansion {
  readonly choice: TargetChoice;
  /** The only sheet of a workbook that is wanted. */
  readonly sheet?: string;
  readonly scratch: string;
  readonly limits: InflateLimits;
  readonly signal: AbortSignal;
}

/** The tables found in received files, and the names of what is none. */
export interface Expanded {
  readonly files: readonly TableFile[];
  readonly others: readonly string[];
}

/** Unfolds archives into their entries and workbooks into their sheets, so that each file is one table. */
export async function expand(received: readonly ReceivedFile[], how: Expansion): Promise<Expanded> {
  const files: TableFile[] = [];
  const others: string[] = [];
  for (const file of received) {
    how.signal.throwIfAborted();
    const inner = file.format === 'zip' ? await unzip(file, others, how) : [file];
    for (const each of inner) {
      if (each.format === 'xlsx') files.push(...(await sheetsOf(each, others, how)));
      else files.push({ ...each, target: each.target!, format: each.format as Format });
    }
  }
  return { files, others };
}

async function unzip(file: ReceivedFile, others: string[], how: Expansion): Promise<ReceivedFile[]> {
  const archive = await openArchive(file.rawPath, file.name, how.limits);
  try {
    const found: ReceivedFile[] = [];
    const tables = archive.entries.filter(({ name }) => !isClutter(name));
    for (const entry of tables) {
      const name = `${file.name}/${entry.name}`;
      const kind = formatOf(posix.basename(entry.name));
      if (kind?.format === 'zip')
        throw new UserError(`${name} is an archive within an archive; unpack the outer one first.`);
      const target = targetOfEntry(entry.name, how.choice) ?? (tables.length === 1 ? file.target : null);
      if (!kind || (!target && kind.format !== 'xlsx')) {
        others.push(name);
        continue;
      }
      const unpacked = { ...file, name, target, ...kind, member: entry.name };
      const rawPath = join(how.scratch, `${scratchName(unpacked)}.entry`);
      const scan = isPlainText(kind) ? new TextScan() : null;
      await copy(await entry.open(), rawPath, how.signal, (chunk) => scan?.update(chunk));
      found.push({ ...unpacked, rawPath, facts: scan?.finish() ?? null });
    }
    return found;
  } finally {
    archive.close();
  }
}

/** By its own name, or as a part file by its folder's. */
function targetOfEntry(name: string, choice: TargetChoice): Target | null {
  const own = targetOfName(splitName(posix.basename(name)).stem, choice);
  if (own) return own;
  const folder = posix.basename(posix.dirname(name));
  return folder === '.' ? null : targetOfName(folder, choice);
}

/** What macOS and Windows put into archives beside the files. */
function isClutter(name: string): boolean {
  return name.split('/').some((part) => /^\.[^.]|^__MACOSX$|^Thumbs\.db$/.test(part));
}

async function sheetsOf(file: ReceivedFile, others: string[], how: Expansion): Promise<TableFile[]> {
  const sheets = await listSheets(file.rawPath, file.name, how.limits);
  const asTable = (sheet: { name: string }, target: Target): TableFile => ({
    ...file,
    name: `${file.name}/${sheet.name}`,
    target,
    format: 'xlsx',
    member: file.member === null ? sheet.name : `${file.member}/${sheet.name}`,
    sheet: sheet.name,
  });
  if (how.sheet !== undefined) {
    const chosen = sheets.find((each) => each.name === how.sheet);
    if (!chosen)
      throw new UserError(
        `${file.name} has no sheet ${how.sheet}; it has: ${sheets.map((each) => each.name).join(', ')}.`,
      );
    const target = targetOfName(chosen.name, how.choice) ?? file.target;
    if (!target) throw unnamed(file.name, [chosen.name]);
    return [asTable(chosen, target)];
  }
  const filled = sheets.filter((each) => each.hasCells);
  const named = filled.flatMap((sheet) => {
    const target = targetOfName(sheet.name, how.choice);
    return target ? [asTable(sheet, target)] : [];
  });
  const rest = filled.filter((sheet) => !named.some((each) => each.sheet === sheet.name));
  if (named.length === 0 && rest.length === 1 && file.target) return [asTable(rest[0]!, file.target)];
  if (named.length === 0 && (file.target || file.member === null))
    throw unnamed(
      file.name,
      rest.map((each) => each.name),
    );
  others.push(...rest.map((sheet) => `${file.name}/${sheet.name}`));
  return named;
}

function unnamed(file: string, sheets: readonly string[]): UserError {
  return sheets.length === 0
    ? new UserError(`${file} has no sheet with cells in it; save the workbook again.`)
    : new UserError(
        `None of the sheets of ${file} is named after a table (found: ${sheets.join(', ')}); rename them after tables, or choose one with --sheet and --table.`,
      );
}
