import { isUtf8 } from 'node:buffer';
import { pipeline, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { UserError } from '#engine/user-error.ts';
import { InflateBudget, type InflateLimits } from './limits.ts';

const ENCRYPTED = 1;
const NAME_IS_UTF8 = 0x800;

/** An entry of a ZIP archive. */
export interface ArchiveEntry {
  /** As the archive has it; never to be made a path. */
  readonly name: string;
  /** The entry's bytes, inflated and counted against the archive's limits. */
  open(): Promise<Readable>;
}

/** An open ZIP archive; XLSX files are such. */
export interface Archive {
  readonly entries: readonly ArchiveEntry[];
  close(): void;
}

/**
 * Opens a ZIP archive and lists its files. Nothing is believed that its headers say of sizes: bytes are counted while
 * they are inflated.
 *
 * @throws UserError for a file that is no ZIP, is encrypted, or has too many entries.
 */
export async function openArchive(path: string, name: string, limits: InflateLimits): Promise<Archive> {
  // Sizes that the directory claims are checked by the reader too: what is longer or shorter is an error.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySize: true };
  const open = promisify<string, yauzl.Options, ZipFile>(yauzl.open);
  const zip = await open(path, options).catch((cause: unknown) => {
    throw broken(name, cause);
  });
  try {
    const budget = new InflateBudget(name, limits);
    const entries: ArchiveEntry[] = [];
    for (const entry of await listEntries(zip, name, budget)) {
      const called = entryName(entry);
      if (called.endsWith('/')) continue;
      if (entry.generalPurposeBitFlag & ENCRYPTED)
        throw new UserError(`${name} is encrypted; remove its password and try again.`);
      entries.push({ name: called, open: () => openEntry(zip, entry, called, name, budget) });
    }
    return { entries, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function listEntries(zip: ZipFile, name: string, budget: InflateBudget): Promise<Entry[]> {
  return new Promise((done, fail) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      try {
        budget.addEntry();
      } catch (error) {
        fail(error as Error);
        return;
      }
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => done(entries));
    zip.on('error', (cause: Error) => fail(broken(name, cause)));
    zip.readEntry();
  });
}

async function openEntry(
  zip: ZipFile,
  entry: Entry,
  called: string,
  name: string,
  budget: InflateBudget,
): Promise<Readable> {
  const open = promisify<Entry, Readable>((each, done) => zip.openReadStream(each, done));
  const source = await open(entry).catch((cause: unknown) => {
    throw broken(`${name}/${called}`, cause);
  });
  const meter = budget.meter(called, entry.compressedSize);
  source.on('error', (cause: Error) => meter.destroy(broken(`${name}/${called}`, cause)));
  // A small entry can break a limit before its reader listens; the pipeline's own listener holds the error until then,
  // and the reader meets it as the state of the stream.
  pipeline(source, meter, () => undefined);
  return meter;
}

/** Chinese Windows writes names in GBK without saying so. */
function entryName(entry: Entry): string {
  const bytes = entry.fileName as unknown as Buffer;
  const isUtf = (entry.generalPurposeBitFlag & NAME_IS_UTF8) !== 0 || isUtf8(bytes);
  const text = isUtf ? bytes.toString('utf8') : new TextDecoder('gb18030').decode(bytes);
  return text.replaceAll('\\', '/');
}

function broken(name: string, cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  return new UserError(`${name} cannot be unpacked (${(cause as Error).message}); fetch it again.`, {
    cause,
  });
}
