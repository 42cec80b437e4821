import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { engineHash } from '#engine/books/book-id.ts';
import { Configuration } from '#engine/contract/programme.ts';
import { recompute } from '#engine/recompute.ts';
import { UserError } from '#engine/user-error.ts';
import { inputBatches } from '#pipelines/store/input-batches.ts';
import { readCloses } from '#pipelines/store/closes.ts';
import { readOwnRules } from '#pipelines/store/own-rules.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { verifyStore } from '#pipelines/store/verify-store.ts';
import { workspacePaths } from '#pipelines/store/workspace.ts';
import { BOOK_FILE, CONFIGURATION_FILE, type PackManifest } from './pack-manifest.ts';
import { hold, WrongPack } from './wrong-pack.ts';

/** What recomputing came to. */
export interface Rebuilt {
  readonly bookId: string;
  readonly contentFingerprint: string;
  /** The very engine that made the pack's book; another one may rightly compute other figures. */
  readonly isSameEngine: boolean;
}

/**
 * Recomputes the book of a pack from a source store and compares the fingerprints. Nothing is written beside a temporary
 * folder; the store is read only.
 *
 * @param folder the unpacked, checked pack
 * @param source a workspace, or its `source` folder
 * @throws WrongPack where the store is not what the pack was made from, or the content is another
 */
export async function rebuild(
  folder: string,
  manifest: PackManifest,
  source: string,
  watcher: Parameters<typeof recompute>[1],
): Promise<Rebuilt> {
  const workspace = await mkdtemp(join(tmpdir(), 'jiheng-rebuild-'));
  try {
    await symlink(storeFolder(source), join(workspace, 'source'), 'dir');
    await mkdir(join(workspace, 'books'));
    const store = await readStore(workspace);
    const broken = store.chain.firstBroken;
    hold(!broken, `the chain of ${source} is broken at ${broken?.batchId}: ${broken?.reason}`);
    const [altered] = await verifyStore(store);
    hold(altered === undefined, `in ${source}, ${altered}`);
    const wanted = await bookInputs(folder);
    const batches = wanted.map(({ batch_id: id, content_hash: hash }) => {
      const batch = store.batches.find((each) => each.batchId === id);
      // A batch may have been withdrawn since the book was computed: its bytes are still there, but it counts no more.
      if (!batch)
        throw new WrongPack(`${source} has no batch ${id} that counts, which the book was computed from`);
      hold(
        batch.contentHash === hash,
        `batch ${id} of ${source} has another content than the book was computed from`,
      );
      return batch;
    });
    if (existsSync(join(folder, 'closes')))
      await cp(join(folder, 'closes'), join(workspace, 'closes'), { recursive: true });
    if (existsSync(join(folder, 'own-rules')))
      await cp(join(folder, 'own-rules'), workspacePaths(workspace).rules, { recursive: true });
    const summary = await recompute(
      {
        batches: inputBatches(batches),
        configuration: Configuration.parse(
          JSON.parse(await readFile(join(folder, CONFIGURATION_FILE), 'utf8')),
        ),
        closes: await readCloses(workspace),
        ownRules: await readOwnRules(workspace),
        asOf: manifest.book.as_of,
        knownAt: manifest.book.known_at ?? undefined,
        books: join(workspace, 'books'),
        temporary: join(workspace, 'tmp'),
      },
      watcher,
    );
    const isSameEngine = engineHash() === manifest.book.engine_hash;
    hold(
      summary.content_fingerprint === manifest.book.content_fingerprint,
      `the recomputed book has the content fingerprint ${summary.content_fingerprint}, the pack ${manifest.book.content_fingerprint}` +
        (isSameEngine
          ? ''
          : `; it was recomputed by another engine than made the pack (version ${manifest.book.engine_version}, sources ${manifest.book.engine_hash}), so install that one first`),
    );
    return { bookId: summary.book_id, contentFingerprint: summary.content_fingerprint, isSameEngine };
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

function storeFolder(given: string): string {
  const path = resolve(given);
  const inner = join(path, 'source');
  const store = existsSync(inner) ? inner : path;
  if (!existsSync(store)) throw new UserError(`There is no source store at ${given}; check --source.`);
  return store;
}

const Inputs = z.looseObject({
  inputs: z.array(z.looseObject({ batch_id: z.string(), content_hash: z.string() })),
});

async function bookInputs(folder: string): Promise<z.infer<typeof Inputs>['inputs']> {
  return Inputs.parse(JSON.parse(await readFile(join(folder, BOOK_FILE), 'utf8'))).inputs;
}
