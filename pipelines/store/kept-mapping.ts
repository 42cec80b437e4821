import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mapping } from '#engine/contract/mapping.ts';
import { UserError } from '#engine/user-error.ts';
import { mappingHash, parseMapping } from '#pipelines/ingest/read-mapping.ts';
import { writeFileDurably } from './durable.ts';
import type { SourceBatch } from './read-store.ts';

const FILE = 'mapping.json';

/** Keeps the mapping by which a batch is read beside its rows; the manifest holds its hash. */
export async function keepMapping(folder: string, mapping: Mapping): Promise<void> {
  await writeFileDurably(join(folder, FILE), `${JSON.stringify(mapping, null, 2)}\n`);
}

/**
 * The mapping by which a batch was read; null where it needed none, or is older than the keeping of mappings.
 *
 * @throws UserError where the file is not the one that the manifest names.
 */
export async function keptMapping({ batchId, folder, manifest }: SourceBatch): Promise<Mapping | null> {
  if (manifest.mapping_hash === null) return null;
  const path = join(folder, FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const mapping = parseMapping(text, path);
  if (mappingHash(mapping) !== manifest.mapping_hash)
    throw new UserError(
      `The mapping of batch ${batchId} was altered after it was used; restore ${path} from a backup.`,
      { exitCode: 1 },
    );
  return mapping;
}
