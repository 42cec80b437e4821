import { stat } from 'node:fs/promises';
import { UserError } from '#engine/user-error.ts';
import type { DialectChoice, Mapping } from '#engine/contract/mapping.ts';
import { chooseConfiguration } from './choose-configuration.ts';
import { requireTable, type TargetChoice } from './choose-target.ts';
import { parseEncoding } from './encoding.ts';
import { expand } from './expand.ts';
import { findFiles, type Found } from './find-files.ts';
import { INFLATE_LIMITS, type InflateLimits } from './limits.ts';
import { makeBatch, type IngestOutcome } from './make-batch.ts';
import { receive, type ReceivedFile } from './receive.ts';
import { within, type OnStep } from './steps.ts';

/** Copying tells how far it is at each of these. */
const STEP_BYTES = 16_000_000;
/** What copying takes of the whole, about. */
const COPYING = 0.15;

export interface IngestOptions {
  /** The table of files whose names tell none. */
  readonly table?: string;
  readonly encoding?: string;
  /** How another system's columns become the contract's. */
  readonly mapping?: Mapping;
  /** How delimited text is cut, where detection or the mapping is wrong. */
  readonly dialect?: DialectChoice;
  /** The only sheet of workbooks that is wanted. */
  readonly sheet?: string;
  readonly limits?: InflateLimits;
  /** What files are called, by path, where they lie under other names than people know them by. */
  readonly names?: ReadonlyMap<string, string>;
  /** A `programme.yaml` to take instead of the workspace's and the folder's. */
  readonly programme?: string;
  /** What DuckDB's buffers may hold, e.g. `2GB`. */
  readonly memoryLimit?: string;
  readonly signal?: AbortSignal;
  readonly onStep?: OnStep;
}

/**
 * Brings files into the source store as one batch: copied and hashed, read as text, typed, told from duplicates and
 * conflicts, published by one rename. The same files again change nothing.
 *
 * @throws UserError where nothing can be read, a required column is missing, or the configurations differ.
 */
export async function ingest(
  workspace: string,
  paths: readonly string[],
  options: IngestOptions = {},
): Promise<IngestOutcome> {
  const { mapping } = options;
  const choice: TargetChoice = {
    ...(options.table === undefined ? {} : { table: requireTable(options.table) }),
    ...(mapping === undefined ? {} : { mapping }),
  };
  const limits = options.limits ?? INFLATE_LIMITS;
  const found = await findFiles(paths, choice, options.names);
  if (found.files.length === 0) throw nothingFound(paths, found.others);
  const signal = options.signal ?? new AbortController().signal;
  const onStep = options.onStep ?? (() => undefined);
  return makeBatch(workspace, {
    purpose: 'ingest',
    configuration: await chooseConfiguration(workspace, found.configuration, options.programme),
    mapping,
    encoding: options.encoding === undefined ? null : parseEncoding(options.encoding),
    dialect: { ...mapping?.dialect, ...options.dialect },
    limits,
    memoryLimit: options.memoryLimit,
    signal,
    onStep: within(onStep, COPYING, 1 - COPYING),
    arrive: async (folder, scratch) => {
      const received = await receiveAll(found, folder, signal, within(onStep, 0, COPYING));
      const expanded = await expand(received, { choice, sheet: options.sheet, scratch, limits, signal });
      const others = [...found.others, ...expanded.others];
      if (expanded.files.length === 0) throw nothingFound(paths, others);
      return { files: expanded.files, others };
    },
  });
}

async function receiveAll(
  found: Found,
  folder: string,
  signal: AbortSignal,
  onStep: OnStep,
): Promise<ReceivedFile[]> {
  const received: ReceivedFile[] = [];
  const sizes = await Promise.all(found.files.map(async ({ path }) => (await stat(path)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let before = 0;
  for (const [at, file] of found.files.entries()) {
    signal.throwIfAborted();
    let told = -1;
    const tell = (bytes: number) => {
      const step = Math.floor(bytes / STEP_BYTES);
      if (step !== told)
        onStep(`copy ${file.name}`, total > 0 ? (before + bytes) / total : 0, undefined, bytes);
      told = step;
    };
    tell(0);
    received.push(await receive(file, folder, signal, tell));
    before += sizes[at]!;
  }
  return received;
}

function nothingFound(paths: readonly string[], names: readonly string[]): UserError {
  const others = names.slice(0, 10).join(', ');
  return new UserError(
    others
      ? `None of the files is named after a table (found: ${others}); name the table with --table, e.g. --table point_events (columns of another system get a mapping suggested), or the system with --preset.`
      : `There is no file to ingest in ${paths.join(', ')}; give a data-set folder or files.`,
  );
}
