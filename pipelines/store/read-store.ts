import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Manifest, type IngestManifest, type WithdrawalManifest } from '#engine/contract/manifest.ts';
import { UserError } from '#engine/user-error.ts';
import { workspacePaths } from './workspace.ts';

/** The typed rows of one table in one batch. */
export interface BatchTable {
  readonly table: string;
  /** Absolute paths of Parquet files, all with the same columns. */
  readonly files: readonly string[];
  readonly rows: number;
  /** Contract columns that the input had; the others hold only NULL or the default. */
  readonly columnsPresent: readonly string[];
  /** Names kept as JSON in the column `extra`. */
  readonly unknownColumns: readonly string[];
}

/** A batch that counts: ingested and not withdrawn. */
export interface SourceBatch {
  readonly batchId: string;
  /** Decides the batch's content; the same files read the same way have the same. */
  readonly contentHash: string;
  readonly manifest: IngestManifest;
  /** Absolute path of the batch's folder. */
  readonly folder: string;
  readonly tables: ReadonlyMap<string, BatchTable>;
}

/** Whether each manifest holds the hash of the one before it, back to the first. */
export interface ChainState {
  readonly ok: boolean;
  /** The first place where the chain does not hold, and why. */
  readonly firstBroken: { readonly batchId: string; readonly reason: string } | null;
}

/** All that was ever ingested or withdrawn, as far as it can be read. */
export interface SourceStore {
  /** In the order of the chain. */
  readonly manifests: readonly Manifest[];
  readonly chain: ChainState;
  /** In the order of the chain. */
  readonly batches: readonly SourceBatch[];
  /** SHA-256 of the last manifest's bytes, which the next manifest must name; null for an empty store. */
  readonly head: string | null;
  /** Absolute path of the folder that holds the batches. */
  readonly source: string;
}

/** Name of the file in `source/` that holds the hash of the newest manifest, so that a missing tail is seen. */
export const HEAD_FILE = 'head';

interface Read {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly hash: string;
}

/**
 * Reads the manifests of a workspace and verifies their chain. The bytes of Parquet and raw files are not read: see
 * `verify-store.ts` for those.
 *
 * @throws UserError where a manifest cannot be read at all.
 */
export async function readStore(workspace: string): Promise<SourceStore> {
  const { source } = workspacePaths(workspace);
  const read = await readManifests(source);
  const withdrawn = new Set(
    read
      .map((each) => each.manifest)
      .filter((manifest): manifest is WithdrawalManifest => manifest.kind === 'withdrawal')
      .map((manifest) => manifest.withdraws),
  );
  return {
    manifests: read.map((each) => each.manifest),
    chain: await chainState(source, read),
    batches: read.flatMap(({ folder, manifest }) =>
      manifest.kind === 'ingest' && !withdrawn.has(manifest.batch_id) ? [sourceBatch(folder, manifest)] : [],
    ),
    head: read.at(-1)?.hash ?? null,
    source,
  };
}

async function readManifests(source: string): Promise<Read[]> {
  if (!existsSync(source)) return [];
  const folders = (await readdir(source, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(source, entry.name));
  const read = await Promise.all(folders.map(readManifest));
  return read.sort((left, right) => left.manifest.sequence - right.manifest.sequence);
}

async function readManifest(folder: string): Promise<Read> {
  const file = join(folder, 'manifest.json');
  try {
    const bytes = await readFile(file);
    return { folder, manifest: Manifest.parse(JSON.parse(bytes.toString('utf8'))), hash: sha256(bytes) };
  } catch (cause) {
    throw new UserError(
      `${file} cannot be read as a manifest (${(cause as Error).message}); restore it from a backup.`,
      { exitCode: 1, cause },
    );
  }
}

async function chainState(source: string, read: readonly Read[]): Promise<ChainState> {
  const broken = (batchId: string, reason: string): ChainState => ({
    ok: false,
    firstBroken: { batchId, reason },
  });
  let previous: Read | null = null;
  for (const each of read) {
    const { batch_id: batchId, sequence, previous: named } = each.manifest;
    const expected: number = (previous?.manifest.sequence ?? 0) + 1;
    if (sequence !== expected)
      return broken(batchId, `it is number ${sequence} of the chain where number ${expected} should stand`);
    if (named !== (previous?.hash ?? null))
      return broken(
        previous?.manifest.batch_id ?? batchId,
        `its manifest is not the one that ${batchId} names`,
      );
    previous = each;
  }
  const head = await readHead(source);
  // A head that lags was left by a crash between the two renames; one that nothing matches means a lost tail.
  if (head !== null && !read.some((each) => each.hash === head))
    return broken(
      previous?.manifest.batch_id ?? '',
      'the newest manifest is not the one that source/head names',
    );
  return { ok: true, firstBroken: null };
}

async function readHead(source: string): Promise<string | null> {
  const file = join(source, HEAD_FILE);
  return existsSync(file) ? (await readFile(file, 'utf8')).trim() : null;
}

function sourceBatch(folder: string, manifest: IngestManifest): SourceBatch {
  const tables = manifest.tables.map((each): BatchTable => ({
    table: each.table,
    files: each.parquet.map((part) => join(folder, part.file)),
    rows: each.parquet.reduce((sum, part) => sum + part.rows, 0),
    columnsPresent: each.columns_present,
    unknownColumns: each.unknown_columns,
  }));
  return {
    batchId: manifest.batch_id,
    contentHash: manifest.content_hash,
    manifest,
    folder,
    tables: new Map(tables.map((each) => [each.table, each])),
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
