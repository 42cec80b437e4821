import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { UserError } from '#engine/user-error.ts';
import type { TextScan } from './text-scan.ts';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Share of lines beyond ASCII that must be valid for a text with broken bytes to count as of that encoding. */
const CONVINCING = 0.9;
const CHUNK = 1024 * 1024;
/** Stands, in transcoded text, for bytes that the encoding does not have; never valid in UTF-8. */
const INVALID = Buffer.from([0xff]);
const REPLACEMENT = '\ufffd';

/** The encoding a person named, under any usual name. */
export function parseEncoding(name: string): Encoding {
  const plain = name.toLowerCase().replaceAll('_', '-');
  const known: Record<string, Encoding> = {
    utf8: 'utf-8',
    'utf-8': 'utf-8',
    'utf-8-sig': 'utf-8',
    'utf-16': 'utf-16le',
    'utf-16le': 'utf-16le',
    'utf-16be': 'utf-16be',
    gbk: 'gb18030',
    gb2312: 'gb18030',
    cp936: 'gb18030',
    gb18030: 'gb18030',
  };
  const encoding = known[plain];
  if (!encoding)
    throw new UserError(
      `The encoding ${name} is not known; use one of ${ENCODINGS.join(', ')} (gbk is read as gb18030).`,
    );
  return encoding;
}

/** The encoding that a byte order mark declares, or null. */
export function encodingOfMark(start: Buffer): Encoding | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return null;
}

/**
 * The encoding of a file that has no byte order mark and is not UTF-8 throughout: GB18030 if all its lines are, or
 * whichever of the two nearly all lines are, so that a few damaged records do not turn the rest into nonsense.
 *
 * @param onBytes told how many bytes were looked at; what it throws ends the looking
 * @throws UserError where neither convinces.
 */
export async function detectLegacyEncoding(
  file: string,
  name: string,
  onBytes: (bytes: number) => void,
): Promise<Encoding> {
  let lines = 0;
  let utf8 = 0;
  let gb = 0;
  for await (const line of physicalLines(file, onBytes)) {
    if (isAscii(line)) continue;
    lines++;
    if (isUtf8(line)) utf8++;
    if (isGb18030(line)) gb++;
  }
  if (utf8 >= lines * CONVINCING) return 'utf-8';
  if (gb >= lines * CONVINCING) return 'gb18030';
  throw new UserError(
    `The encoding of ${name} could not be told: of ${lines} lines beyond ASCII ${utf8} are valid UTF-8 and ${gb} valid GB18030; name it with --encoding.`,
  );
}

function isGb18030(line: Buffer): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(line);
    return true;
  } catch {
    return false;
  }
}

/** Lines cut at LF, which is no part of any character in UTF-8 or GB18030; very long ones in pieces. */
async function* physicalLines(file: string, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    onBytes((bytes += chunk.length));
    const joined = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = joined.indexOf(10); at >= 0; at = joined.indexOf(10, from)) {
      yield joined.subarray(from, at);
      from = at + 1;
    }
    rest = joined.subarray(from);
  }
  if (rest.length > 0) yield rest;
}

/**
 * Writes a file's text as UTF-8 without a byte order mark, characters across chunk borders kept whole. What the
 * encoding does not have becomes a byte that is no UTF-8 either, so that the record is refused later, not the file.
 *
 * @param onBytes told how many bytes were read; what it throws ends the writing
 */
export async function transcode(
  from: string,
  to: string,
  encoding: Encoding,
  scan: TextScan,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const decoder = new TextDecoder(encoding);
  const handle = await open(to, 'wx');
  try {
    const put = async (text: string) => {
      const bytes = markInvalid(text);
      scan.update(bytes);
      await handle.writeFile(bytes);
    };
    let bytes = 0;
    for await (const chunk of createReadStream(from, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
      onBytes((bytes += chunk.length));
      await put(decoder.decode(chunk, { stream: true }));
    }
    await put(decoder.decode());
  } finally {
    await handle.close();
  }
}

function markInvalid(text: string): Buffer {
  if (!text.includes(REPLACEMENT)) return Buffer.from(text, 'utf8');
  const pieces = text.split(REPLACEMENT).flatMap((piece, at) => {
    const bytes = Buffer.from(piece, 'utf8');
    return at === 0 ? [bytes] : [INVALID, bytes];
  });
  return Buffer.concat(pieces);
}
