import { Transform } from 'node:stream';
import { UserError } from '#engine/user-error.ts';

/** What compressed files may unfold to; counted while inflating, whatever their headers claim. */
export interface InflateLimits {
  /** Entries of an archive. */
  readonly entries: number;
  /** Bytes of one entry or one gzip file. */
  readonly entryBytes: number;
  /** Bytes of all entries of one file. */
  readonly totalBytes: number;
  /** Inflated bytes for each compressed one, once there are many of them; tables come to 5–50, bombs to 1,000. */
  readonly ratio: number;
}

export const INFLATE_LIMITS: InflateLimits = {
  entries: 2000,
  entryBytes: 32 * 1024 ** 3,
  totalBytes: 64 * 1024 ** 3,
  ratio: 250,
};

/** Below this many bytes any ratio is harmless. */
const HARMLESS_BYTES = 64 * 1024 ** 2;

/** Counts the bytes that one file unfolds to. */
export class InflateBudget {
  #total = 0;
  #entries = 0;
  readonly #limits: InflateLimits;
  readonly #name: string;

  constructor(name: string, limits: InflateLimits) {
    this.#name = name;
    this.#limits = limits;
  }

  /** @throws UserError where the archive has too many entries. */
  addEntry(): void {
    if (++this.#entries > this.#limits.entries)
      throw new UserError(
        `${this.#name} holds more than ${this.#limits.entries} entries; split it into several archives.`,
      );
  }

  /** A stream that lets bytes through until a limit is reached, and then fails with a UserError. */
  meter(entry: string, compressedBytes: number): Transform {
    const limits = this.#limits;
    let bytes = 0;
    const add = (length: number): UserError | null => {
      bytes += length;
      this.#total += length;
      if (bytes > limits.entryBytes) return this.#tooLarge(entry, limits.entryBytes);
      if (this.#total > limits.totalBytes) return this.#tooLarge('all entries', limits.totalBytes);
      if (bytes > HARMLESS_BYTES && bytes > compressedBytes * limits.ratio)
        return new UserError(
          `${entry} in ${this.#name} unfolds to more than ${limits.ratio} times its size, as no table does; it is not read any further.`,
        );
      return null;
    };
    return new Transform({
      transform(chunk: Buffer, _, done) {
        const error = add(chunk.length);
        if (error) done(error);
        else done(null, chunk);
      },
    });
  }

  #tooLarge(what: string, limit: number): UserError {
    return new UserError(
      `${this.#name}: ${what} unfolds to more than ${limit} bytes; split the file, or ingest it uncompressed.`,
    );
  }
}
