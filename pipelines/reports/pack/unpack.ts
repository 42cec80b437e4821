import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { UserError } from '#engine/user-error.ts';
import { WrongPack } from './wrong-pack.ts';

/** A file of a pack as it lies in the archive. */
export interface Unpacked {
  readonly bytes: number;
  readonly sha256: string;
}

/** No pack unpacks to more; what claims to is meant to fill a disk. */
const MOST_BYTES = 64 * 1024 ** 3;
const NAME = /^[\w.-]+(\/[\w.-]+)*$/;

/**
 * Unpacks a pack into an empty folder, hashing each file on the way.
 *
 * @throws WrongPack where the archive is broken or holds a name that no pack has; UserError where there is no such file.
 */
export async function unpack(file: string, folder: string): Promise<Map<string, Unpacked>> {
  const files = new Map<string, Unpacked>();
  const zip = await opened(file);
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (!NAME.test(name) || name.split('/').includes('..'))
        throw new WrongPack(`${JSON.stringify(name)} is no name of a file of a pack`);
      if (files.has(name)) throw new WrongPack(`${name} stands in the archive twice`);
      total += entry.uncompressedSize;
      if (total > MOST_BYTES) throw new WrongPack('it would unpack to more than 64 GiB');
      files.set(name, await unpackEntry(zip, entry, join(folder, name)));
    }
    return files;
  } catch (error) {
    if (error instanceof WrongPack) throw error;
    throw new WrongPack(`the archive cannot be read: ${(error as Error).message}`, { cause: error });
  } finally {
    zip.close();
  }
}

async function opened(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { autoClose: false, lazyEntries: true, strictFileNames: true });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw new UserError(`There is no pack ${file}; check the path.`, { cause });
    throw new WrongPack(`the archive cannot be read: ${(cause as Error).message}`, { cause });
  }
}

async function unpackEntry(zip: ZipFile, entry: Entry, path: string): Promise<Unpacked> {
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = await zip.openReadStreamPromise(entry, {});
  stream.on('data', (piece: Buffer) => {
    hash.update(piece);
    bytes += piece.length;
  });
  await pipeline(stream, createWriteStream(path, { flags: 'wx' }));
  return { bytes, sha256: hash.digest('hex') };
}
