import { open, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Problem } from '../problem.ts';
import { SPARE_BYTES } from './upload-limit.ts';

export interface Incoming {
  readonly body: ReadableStream<Uint8Array> | null;
  /** What the request says of its length; not believed. */
  readonly declared: string | undefined;
  readonly limit: number;
}

/**
 * Streams a body to a new file, counting its bytes; gives their number. What is cut off, too large or of another
 * length than declared leaves nothing behind.
 *
 * @throws Problem that says which
 */
export async function receiveFile(path: string, { body, declared, limit }: Incoming): Promise<number> {
  const announced = declared === undefined ? null : Number(declared);
  if (announced !== null && announced > limit) throw tooLarge(limit);
  await requireSpace(path, announced ?? 0);
  if (!body) throw new Problem(400, 'bad_request', 'The request carries no file.');
  const draft = `${path}.part`;
  const handle = await open(draft, 'wx', 0o600);
  let bytes = 0;
  try {
    const sink = new Writable({
      highWaterMark: 1024 * 1024,
      write(chunk: Buffer, _, done) {
        bytes += chunk.length;
        if (bytes > limit) done(tooLarge(limit));
        else handle.writeFile(chunk).then(() => done(), done);
      },
    });
    await pipeline(Readable.fromWeb(body), sink);
    if (announced !== null && announced !== bytes)
      throw new Problem(
        400,
        'bad_request',
        `The request announced ${announced} bytes and carried ${bytes}; send the file again.`,
      );
    await handle.sync();
    await handle.close();
    await rename(draft, path);
    return bytes;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    if (error instanceof Problem) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw noSpace();
    throw new Problem(400, 'bad_request', 'The file was cut off on its way; send it again.');
  }
}

async function requireSpace(path: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  if (bavail * bsize < bytes + SPARE_BYTES) throw noSpace();
}

function tooLarge(limit: number): Problem {
  return new Problem(
    413,
    'too_large',
    `A file may have ${Math.floor(limit / 1024 ** 2)} MB at most; split it, or raise JIHENG_UPLOAD_MB.`,
  );
}

function noSpace(): Problem {
  return new Problem(
    507,
    'no_space',
    'The disk of the server has not enough room left; free some and try again.',
  );
}
