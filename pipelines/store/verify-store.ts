import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IngestManifest } from '#engine/contract/manifest.ts';
import type { SourceStore } from './read-store.ts';
import { fileSha256 } from './write-batch.ts';

/**
 * Reads every byte of the source store and holds it to the manifests: raw files, Parquet and rejects of every batch,
 * withdrawn ones too.
 *
 * @returns a sentence for each file that is missing or altered; none where all is well.
 */
export async function verifyStore(store: SourceStore): Promise<string[]> {
  const found: string[] = [];
  for (const manifest of store.manifests) {
    if (manifest.kind !== 'ingest') continue;
    for (const { file, sha256 } of storedFiles(manifest)) {
      const path = join(store.source, manifest.batch_id, file);
      if (!existsSync(path)) found.push(`${manifest.batch_id}/${file} is missing`);
      else if ((await fileSha256(path)) !== sha256) found.push(`${manifest.batch_id}/${file} was altered`);
    }
  }
  return found;
}

function storedFiles(manifest: IngestManifest): { file: string; sha256: string }[] {
  return [
    ...manifest.files.map((each) => ({ file: each.raw, sha256: each.sha256 })),
    ...manifest.tables.flatMap((table) => table.parquet),
    ...(manifest.rejects ? [manifest.rejects] : []),
  ];
}
