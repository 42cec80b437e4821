import { UserError } from '#engine/user-error.ts';
import { keptMapping } from '#pipelines/store/kept-mapping.ts';
import type { SourceBatch, SourceStore } from '#pipelines/store/read-store.ts';
import { LINK_COLUMNS } from './correction.ts';
import type { Peek } from './peek.ts';
import type { Reading } from './plan.ts';
import { mappingHash, presetNames, readPreset } from './read-mapping.ts';
import { placeOf } from './suggest-reading.ts';

const [BATCH] = LINK_COLUMNS;

/**
 * How a file of corrected rejects is read: as the batch that refused them was. Null for any other file, and where the
 * batch needed no mapping.
 *
 * @throws UserError where its rows come from batches that were read differently.
 */
export async function readingOfCorrection(seen: Peek, store: SourceStore): Promise<Reading | null> {
  // The columns of reasons are gone from what is seen; those that link a row to what it corrects are not.
  if (LINK_COLUMNS.some((name) => placeOf(name, seen) < 0)) return null;
  const named = new Set((await seen.values(placeOf(BATCH, seen))).map(({ value }) => value.trim()));
  const batches = store.batches.filter((each) => named.has(each.batchId));
  const hashes = new Set(batches.map(({ manifest }) => manifest.mapping_hash));
  if (hashes.size > 1)
    throw new UserError(
      'The corrected rows come from batches that were read by different mappings; download and correct the rejects of one batch at a time.',
    );
  return batches[0] ? readingOfBatch(batches[0]) : null;
}

/** How a batch was read, as a reading of further files; null where it needed no mapping. */
export async function readingOfBatch(batch: SourceBatch): Promise<Reading | null> {
  const { mapping: name, mapping_hash: hash, files } = batch.manifest;
  if (name === null) return null;
  const tables = new Set(files.map((each) => each.table));
  const table = tables.size === 1 ? { table: [...tables][0]! } : {};
  if ((await presetNames()).includes(name) && mappingHash(await readPreset(name)) === hash)
    return { preset: name, ...table };
  const mapping = await keptMapping(batch);
  return mapping && { mapping, ...table };
}
