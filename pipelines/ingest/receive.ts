import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Writable, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '#engine/user-error.ts';
import { encodingOfMark, detectLegacyEncoding, transcode, type Encoding } from './encoding.ts';
import type { InputFile } from './find-files.ts';
import { InflateBudget, type InflateLimits } from './limits.ts';
import type { ReadingContext } from './text-rows.ts';
import { TextScan, type TextFacts } from './text-scan.ts';

const CHUNK = 1024 * 1024;

/** A file whose bytes lie in the batch's `raw/` folder. */
export interface ReceivedFile extends InputFile {
  /** Where the bytes to read lie: the copy, or what was unfolded from it. */
  readonly rawPath: string;
  /** Path of the copy relative to the batch's folder. */
  readonly raw: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The entry or sheet within the file; null for a file that is a table as it is. */
  readonly member: string | null;
  /** What the pass over an uncompressed text showed; null for compressed text and for what is no text. */
  readonly facts: TextFacts | null;
}

/** A text in UTF-8, ready to be cut into records. */
export interface Utf8Text {
  readonly path: string;
  readonly encoding: Encoding;
  /** Bytes of a byte order mark at its start. */
  readonly skip: number;
  readonly facts: TextFacts;
}

/** Copies a file into the batch, hashing and looking at its bytes on the way. */
export async function receive(
  file: InputFile,
  batchFolder: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<ReceivedFile> {
  const raw = `raw/${file.rawName ?? file.name}`;
  const rawPath = join(batchFolder, raw);
  await mkdir(dirname(rawPath), { recursive: true });
  const hash = createHash('sha256');
  const scan = isPlainText(file) ? new TextScan() : null;
  let bytes = 0;
  await copy(createReadStream(file.path, { highWaterMark: CHUNK }), rawPath, signal, (chunk) => {
    hash.update(chunk);
    scan?.update(chunk);
    bytes += chunk.length;
    onBytes(bytes);
  });
  const facts = scan?.finish() ?? null;
  return { ...file, raw, rawPath, bytes, sha256: hash.digest('hex'), member: null, facts };
}

/** Whether a file's bytes are those of its text. */
export function isPlainText({ format, compressed }: Pick<InputFile, 'format' | 'compressed'>): boolean {
  return !compressed && ['csv', 'tsv', 'jsonl'].includes(format);
}

/**
 * Makes a received text readable as UTF-8: decompressed and transcoded into `scratch` where needed.
 *
 * Its encoding is the one that a person declared; else it is detected. Of the progress of reading, this takes the first
 * half where there is anything to do.
 */
export async function asUtf8(
  file: ReceivedFile,
  {
    scratch,
    declaredEncoding: declared,
    limits,
    signal,
    onProgress,
  }: Pick<ReadingContext, 'scratch' | 'declaredEncoding' | 'limits' | 'signal' | 'onProgress'>,
): Promise<Utf8Text> {
  const plain = file.compressed
    ? await decompress(file, scratch, limits, signal)
    : { path: file.rawPath, facts: file.facts! };
  const mark = encodingOfMark(await firstBytes(plain.path));
  const encoding =
    declared ??
    mark ??
    (plain.facts.isUtf8
      ? 'utf-8'
      : await detectLegacyEncoding(plain.path, file.name, () => signal.throwIfAborted()));
  if (encoding === 'utf-8') return { ...plain, encoding, skip: mark === 'utf-8' ? 3 : 0 };
  const scan = new TextScan();
  const path = join(scratch, `${scratchName(file)}.utf8`);
  const { size } = await stat(plain.path);
  await transcode(plain.path, path, encoding, scan, (bytes) => {
    signal.throwIfAborted();
    onProgress(bytes / size / 2, Math.max(0, scan.records - 1));
  });
  return { path, encoding, skip: 0, facts: scan.finish() };
}

async function decompress(file: ReceivedFile, scratch: string, limits: InflateLimits, signal: AbortSignal) {
  const path = join(scratch, `${scratchName(file)}.plain`);
  const scan = new TextScan();
  try {
    const { size } = await stat(file.rawPath);
    const meter = new InflateBudget(file.name, limits).meter(file.name, size);
    await copy(
      [createReadStream(file.rawPath, { highWaterMark: CHUNK }), createGunzip({ chunkSize: CHUNK }), meter],
      path,
      signal,
      (chunk) => scan.update(chunk),
    );
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (!String((cause as NodeJS.ErrnoException).code).startsWith('Z_')) throw cause;
    throw new UserError(
      `${file.name} is no intact gzip file (${(cause as Error).message}); fetch it again.`,
      { cause },
    );
  }
  return { path, facts: scan.finish() };
}

/** Writes what a stream, or a row of streams, gives to a new file. */
export async function copy(
  source: Readable | readonly [Readable, ...Duplex[]],
  to: string,
  signal: AbortSignal,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  const handle = await open(to, 'wx');
  const sink = new Writable({
    highWaterMark: CHUNK,
    write(chunk: Buffer, _, done) {
      onChunk(chunk);
      handle.writeFile(chunk).then(() => done(), done);
    },
  });
  try {
    await pipeline([...(source instanceof Readable ? [source] : source), sink], { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    await handle.close();
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A flat file name, different for each file of a batch. */
export function scratchName(file: ReceivedFile): string {
  return createHash('sha256').update(file.name).digest('hex').slice(0, 16);
}
