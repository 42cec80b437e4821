import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { FIXED_TIME } from './fixed-time.ts';

/** A file for an archive: bytes that are at hand, or a file on the disk. */
export interface ZipSource {
  /** Path in the archive. */
  readonly path: string;
  readonly from: string | Buffer;
}

/** Writes files into a ZIP archive in the given order. The same files give the same bytes: entries have a fixed time. */
export async function zipFiles(sources: readonly ZipSource[], out: string): Promise<void> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_, fail) => {
    (zip as unknown as NodeJS.EventEmitter).on('error', fail);
  });
  const options = { mtime: FIXED_TIME, mode: 0o100644, forceDosTimestamp: true };
  for (const { path, from } of sources) {
    if (typeof from === 'string') zip.addFile(from, path, options);
    else zip.addBuffer(from, path, options);
  }
  zip.end();
  await Promise.race([pipeline(zip.outputStream, createWriteStream(out)), failed]);
}
