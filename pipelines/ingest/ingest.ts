import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '#engine/contract/programme.ts';
import type { DialectChoice, Mapping } from '#engine/contract/mapping.ts';
import type { IngestManifest } from '#engine/contract/manifest.ts';
import { openDatabase, type Database } from '#engine/database.server.ts';
import { UserError } from '#engine/user-error.ts';
import { withLock } from '#pipelines/store/lock.ts';
import type { SourceStore } from '#pipelines/store/read-store.ts';
import { adoptConfiguration, initWorkspace } from '#pipelines/store/workspace.ts';
import { beginBatch, publishBatch, readStoreForWriting } from '#pipelines/store/write-batch.ts';
import { chooseConfiguration } from './choose-configuration.ts';
import { parseEncoding } from './encoding.ts';
import { requireTable, type TargetChoice } from './choose-target.ts';
import { expand } from './expand.ts';
import { findFiles, type Found } from './find-files.ts';
import { fillBatch, type TableFile } from './fill-batch.ts';
import { INFLATE_LIMITS, type InflateLimits } from './limits.ts';
import { mappingHash } from './read-mapping.ts';
import { receive, type ReceivedFile } from './receive.ts';

/** Copying tells how far it is at each of these. */
const STEP_BYTES = 100_000_000;

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
  /** Told what is being done; `fraction` between 0 and 1 where it is known. */
  readonly onStep?: (step: string, fraction?: number) => void;
}

/** What ingesting came to. */
export interface IngestOutcome {
  readonly manifest: IngestManifest;
  /** False where the same files were there already: then nothing changed. */
  readonly isNew: boolean;
  /** Names of files that are no table. */
  readonly others: readonly string[];
  readonly adoptedConfiguration: boolean;
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
  const dialect = { ...mapping?.dialect, ...options.dialect };
  const limits = options.limits ?? INFLATE_LIMITS;
  const found = await findFiles(paths, choice, options.names);
  if (found.files.length === 0) throw nothingFound(paths, found.others);
  const encoding = options.encoding === undefined ? null : parseEncoding(options.encoding);
  const signal = options.signal ?? new AbortController().signal;
  const onStep = options.onStep ?? (() => undefined);
  const chosen = await chooseConfiguration(workspace, found.configuration, options.programme);
  await initWorkspace(workspace);
  return withLock(
    workspace,
    'ingest',
    async () => {
      const store = await readStoreForWriting(workspace);
      const folder = await beginBatch(workspace);
      try {
        const received = await receiveAll(found, folder, signal, onStep);
        const scratch = join(folder, 'scratch');
        await mkdir(scratch);
        const expanded = await expand(received, { choice, sheet: options.sheet, scratch, limits, signal });
        const others = [...found.others, ...expanded.others];
        if (expanded.files.length === 0) throw nothingFound(paths, others);
        const contentHash = hashOfContent(expanded.files, chosen.configuration, {
          encoding,
          mapping: mapping === undefined ? null : mappingHash(mapping),
          ...(Object.keys(dialect).length ? { dialect } : {}),
        });
        const existing = store.batches.find((each) => each.contentHash === contentHash);
        if (existing)
          return {
            manifest: existing.manifest,
            isNew: false,
            others,
            adoptedConfiguration: false,
          };
        const database = await openWorking(scratch, options.memoryLimit);
        const interrupt = () => database.connection.interrupt();
        signal.addEventListener('abort', interrupt, { once: true });
        try {
          const content = await fillBatch({
            database,
            folder,
            scratch,
            store,
            files: expanded.files,
            configuration: chosen.configuration,
            source: mapping?.source ?? mapping?.name ?? 'default',
            encoding,
            dialect,
            limits,
            signal,
            onStep,
          });
          database.close();
          await rm(scratch, { recursive: true });
          onStep('publish');
          if (chosen.adopt) await adoptConfiguration(workspace, chosen.adopt);
          const manifest = await publishBatch(workspace, store, folder, {
            kind: 'ingest',
            batch_id: freeId(store, contentHash),
            content_hash: contentHash,
            mapping: mapping?.name ?? null,
            mapping_hash: mapping === undefined ? null : mappingHash(mapping),
            ...content,
          });
          return {
            manifest: manifest as IngestManifest,
            isNew: true,
            others,
            adoptedConfiguration: chosen.adopt !== null,
          };
        } catch (error) {
          database.close();
          throw signal.aborted ? signal.reason : error;
        } finally {
          signal.removeEventListener('abort', interrupt);
        }
      } finally {
        // After the rename there is nothing left here; after a failure there is.
        await rm(folder, { recursive: true, force: true });
      }
    },
    { signal },
  );
}

async function receiveAll(
  found: Found,
  folder: string,
  signal: AbortSignal,
  onStep: NonNullable<IngestOptions['onStep']>,
): Promise<ReceivedFile[]> {
  const received: ReceivedFile[] = [];
  for (const file of found.files) {
    signal.throwIfAborted();
    let told = -1;
    const tell = (bytes: number) => {
      const megabytes = Math.floor(bytes / STEP_BYTES) * (STEP_BYTES / 1e6);
      if (megabytes !== told) onStep(`copy ${file.name}, ${megabytes} MB`);
      told = megabytes;
    };
    tell(0);
    received.push(await receive(file, folder, signal, tell));
  }
  return received;
}

function openWorking(scratch: string, memoryLimit?: string): Promise<Database> {
  return openDatabase(':memory:', {
    memoryLimit: memoryLimit ?? '2GB',
    temporaryDirectory: join(scratch, 'spill'),
  });
}

/**
 * What decides a batch's content: the files' bytes and tables, and how they are read. Names, paths, order and time do
 * not.
 */
function hashOfContent(
  files: readonly TableFile[],
  configuration: Configuration,
  how: { encoding: string | null; mapping: string | null; dialect?: DialectChoice },
): string {
  const parts = files
    .map((file) =>
      [
        file.sha256,
        file.target.table.name,
        file.format,
        file.compressed,
        ...(file.member === null ? [] : [file.member]),
      ].join(' '),
    )
    .sort();
  // Of the configuration, typing reads only these.
  const reading = configuration.programmes.map(({ id, time_zone, currency }) => ({
    id,
    time_zone,
    currency,
  }));
  const hash = createHash('sha256');
  hash.update(JSON.stringify({ parts, reading, ...how }));
  return hash.digest('hex');
}

/** The first 16 digits of the content hash; a batch withdrawn before keeps its id, so the next one gets a number. */
function freeId(store: SourceStore, contentHash: string): string {
  const short = contentHash.slice(0, 16);
  const taken = new Set(store.manifests.map((each) => each.batch_id));
  let id = short;
  for (let number = 2; taken.has(id); number++) id = `${short}-${number}`;
  return id;
}

function nothingFound(paths: readonly string[], names: readonly string[]): UserError {
  const others = names.slice(0, 10).join(', ');
  return new UserError(
    others
      ? `None of the files is named after a table (found: ${others}); name the table with --table, e.g. --table point_events (columns of another system get a mapping suggested), or the system with --preset.`
      : `There is no file to ingest in ${paths.join(', ')}; give a data-set folder or files.`,
  );
}
