import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DialectChoice, Mapping } from '#engine/contract/mapping.ts';
import type { IngestManifest } from '#engine/contract/manifest.ts';
import { openDatabase, type Database } from '#engine/database.server.ts';
import { keepMapping } from '#pipelines/store/kept-mapping.ts';
import { withLock } from '#pipelines/store/lock.ts';
import type { SourceStore } from '#pipelines/store/read-store.ts';
import { adoptConfiguration, initWorkspace } from '#pipelines/store/workspace.ts';
import { beginBatch, publishBatch, readStoreForWriting } from '#pipelines/store/write-batch.ts';
import type { ChosenConfiguration } from './choose-configuration.ts';
import type { Encoding } from './encoding.ts';
import { fillBatch, type BatchContent, type TableFile } from './fill-batch.ts';
import type { InflateLimits } from './limits.ts';
import type { OnStep } from './steps.ts';
import { mappingHash } from './read-mapping.ts';

/** What ingesting came to. */
export interface IngestOutcome {
  /** The batch; where nothing new was there, the one that has the rows already. */
  readonly manifest: IngestManifest;
  /** False where the same rows were there already: then nothing changed. */
  readonly isNew: boolean;
  /** Names of files that are no table. */
  readonly others: readonly string[];
  readonly adoptedConfiguration: boolean;
  /** What was read of a database that had nothing new: its rows are all duplicates, and no batch was made. */
  readonly nothingNew?: Pick<IngestManifest, 'files'>;
}

/** The files of a batch, their bytes in its `raw/` folder. */
export interface Arrival {
  readonly files: readonly TableFile[];
  readonly others: readonly string[];
}

/** What decides a batch. */
export interface BatchPlan {
  /** Who holds the lock, for others to know. */
  readonly purpose: string;
  readonly configuration: ChosenConfiguration;
  readonly mapping: Mapping | undefined;
  readonly encoding: Encoding | null;
  readonly dialect: DialectChoice;
  readonly limits: InflateLimits;
  readonly memoryLimit?: string;
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
  /** Brings the files into the batch's folder; called by the one writer of the workspace. */
  arrive(folder: string, scratch: string, store: SourceStore): Promise<Arrival>;
  /** The batch that already has all of a content that says nothing new; then no batch is made. */
  knownBatch?(content: BatchContent, store: SourceStore): IngestManifest | null;
}

/**
 * Makes one batch of what arrives and publishes it by one rename. Whatever fails before leaves nothing; the same
 * content again changes nothing.
 */
export async function makeBatch(workspace: string, plan: BatchPlan): Promise<IngestOutcome> {
  await initWorkspace(workspace);
  return withLock(
    workspace,
    plan.purpose,
    async () => {
      const store = await readStoreForWriting(workspace);
      const folder = await beginBatch(workspace);
      try {
        const scratch = join(folder, 'scratch');
        await mkdir(scratch);
        const { files, others } = await plan.arrive(folder, scratch, store);
        const unchanged = { isNew: false, others, adoptedConfiguration: false };
        const contentHash = hashOfContent(files, plan);
        const existing = store.batches.find((each) => each.contentHash === contentHash);
        if (existing) return { manifest: existing.manifest, ...unchanged };
        const content = await typed(plan, folder, scratch, store, files);
        const known = plan.knownBatch?.(content, store) ?? null;
        if (known) return { manifest: known, ...unchanged, nothingNew: content };
        plan.onStep('publish');
        if (plan.mapping) await keepMapping(folder, plan.mapping);
        const { adopt } = plan.configuration;
        if (adopt) await adoptConfiguration(workspace, adopt);
        const manifest = await publishBatch(workspace, store, folder, {
          kind: 'ingest',
          batch_id: freeId(store, contentHash),
          content_hash: contentHash,
          mapping: plan.mapping?.name ?? null,
          mapping_hash: plan.mapping === undefined ? null : mappingHash(plan.mapping),
          ...content,
        });
        return {
          manifest: manifest as IngestManifest,
          isNew: true,
          others,
          adoptedConfiguration: adopt !== null,
        };
      } finally {
        // After the rename there is nothing left here; after a failure there is.
        await rm(folder, { recursive: true, force: true });
      }
    },
    { signal: plan.signal },
  );
}

/** Types the files in a database of their own and leaves the batch's folder without scratch. */
async function typed(
  plan: BatchPlan,
  folder: string,
  scratch: string,
  store: SourceStore,
  files: readonly TableFile[],
): Promise<BatchContent> {
  const { signal, mapping, configuration } = plan;
  const database = await openWorking(scratch, plan.memoryLimit);
  const interrupt = () => database.connection.interrupt();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await fillBatch({
      ...plan,
      database,
      folder,
      scratch,
      store,
      files,
      configuration: configuration.configuration,
      source: mapping?.source ?? mapping?.name ?? 'default',
    });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', interrupt);
    database.close();
    await rm(scratch, { recursive: true });
  }
}

/**
 * Beyond its buffers the process needs some 300 MB: with this a hundred million rows stay within 2 GiB. What does not fit
 * is spilled.
 */
const BUFFERS = '1500MB';

function openWorking(scratch: string, memoryLimit?: string): Promise<Database> {
  return openDatabase(':memory:', {
    memoryLimit: memoryLimit ?? BUFFERS,
    temporaryDirectory: join(scratch, 'spill'),
  });
}

/**
 * What decides a batch's content: the files' bytes and tables, and how they are read. Names, paths, order and time do
 * not.
 */
function hashOfContent(
  files: readonly TableFile[],
  { configuration, encoding, mapping, dialect }: BatchPlan,
): string {
  const how = {
    encoding,
    mapping: mapping === undefined ? null : mappingHash(mapping),
    ...(Object.keys(dialect).length ? { dialect } : {}),
  };
  const parts = files
    .map((file) =>
      [
        file.sha256,
        file.target.table.name,
        file.format,
        file.compressed,
        ...(file.member === null ? [] : [file.member]),
        ...(file.database?.context_rows ? [`context ${file.database.context_rows}`] : []),
      ].join(' '),
    )
    .sort();
  // Of the configuration, typing reads only these.
  const reading = configuration.configuration.programmes.map(({ id, time_zone, currency }) => ({
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
