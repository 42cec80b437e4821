import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Manifest } from '#engine/contract/manifest.ts';
import { ENGINE_VERSION } from '#engine/version.ts';
import { UserError } from '#engine/user-error.ts';
import { renameDurably, syncPath, writeFileDurably } from './durable.ts';
import { HEAD_FILE, readStore, type SourceStore } from './read-store.ts';
import { workspacePaths } from './workspace.ts';

/** Folders under `source/` whose names begin so are unfinished and count for nothing. */
const UNFINISHED = '.unfinished-';

type WithoutLink<Each> = Each extends unknown
  ? Omit<Each, 'version' | 'sequence' | 'created_at' | 'engine_version' | 'previous'>
  : never;
/** A manifest as its author knows it; its place in the chain is added when it is published. */
export type ManifestDraft = WithoutLink<Manifest>;

/**
 * Makes the folder in which a batch is built, beside the finished ones so that a rename publishes it. Leftovers of
 * writers that were killed are removed first. The caller holds the workspace's lock.
 */
export async function beginBatch(workspace: string): Promise<string> {
  await removeUnfinished(workspace);
  const folder = join(workspacePaths(workspace).source, `${UNFINISHED}${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Removes what writers that were killed left behind. The caller holds the workspace's lock. */
export async function removeUnfinished(workspace: string): Promise<void> {
  const { source } = workspacePaths(workspace);
  for (const name of await readdir(source)) {
    if (name.startsWith(UNFINISHED)) await rm(join(source, name), { recursive: true, force: true });
  }
}

/** The store as a writer needs it: with an intact chain, for nothing may be added to a broken one. */
export async function readStoreForWriting(workspace: string): Promise<SourceStore> {
  const store = await readStore(workspace);
  const broken = store.chain.firstBroken;
  if (broken)
    throw new UserError(
      `The source store was altered at batch ${broken.batchId}: ${broken.reason}; restore ${workspacePaths(workspace).source} from a backup before adding to it.`,
      { exitCode: 1 },
    );
  return store;
}

/**
 * Publishes a finished batch: its manifest takes its place in the chain, every byte goes to the disk, and one rename
 * makes the folder count.
 */
export async function publishBatch(
  workspace: string,
  store: SourceStore,
  folder: string,
  draft: ManifestDraft,
): Promise<Manifest> {
  const manifest = Manifest.parse({
    version: 1,
    ...draft,
    sequence: store.manifests.length + 1,
    created_at: new Date().toISOString(),
    engine_version: ENGINE_VERSION,
    previous: store.head,
  });
  const { source } = workspacePaths(workspace);
  const final = join(source, manifest.batch_id);
  if (existsSync(final)) throw new Error(`The batch ${manifest.batch_id} exists already.`);
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFileDurably(join(folder, 'manifest.json'), text);
  await syncTree(folder);
  await renameDurably(folder, final);
  await writeFileDurably(join(source, HEAD_FILE), `${createHash('sha256').update(text).digest('hex')}\n`);
  return manifest;
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else await syncPath(path);
  }
  await syncPath(folder);
}

/** SHA-256 of a file's bytes, read in a stream. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>)
    hash.update(chunk);
  return hash.digest('hex');
}
