import { isUtf8 } from 'node:buffer';

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** What a pass over a text's bytes showed. */
export interface TextFacts {
  readonly isUtf8: boolean;
  readonly hasNul: boolean;
  /** A line break outside quotes is LF everywhere, CRLF everywhere, or something else. */
  readonly lineBreaks: 'lf' | 'crlf' | 'irregular' | 'none';
  /** Records, the header among them and blank lines not; means something only where quotes are regular. */
  readonly records: number;
  /** How often a byte stands outside quotes. */
  count(byte: number): number;
  /** Whether every quote stands where RFC 4180 allows one, for a delimiter given as a byte. */
  quotesAreRegular(delimiter: number): boolean;
}

/**
 * Looks at every byte of a text once, while it is being copied, to certify that there is only one way to read it as
 * CSV: valid UTF-8, no NUL, one kind of line break, quotes only around whole cells. DuckDB's reader is lenient where a
 * file lacks these (it takes a quote inside a cell for text, drops spaces around quotes), so only certified files go
 * to it directly.
 */
export class TextScan implements TextFacts {
  isUtf8 = true;
  hasNul = false;
  records = 0;
  /** Bytes of the record so far. */
  #length = 0;
  #carry = Buffer.alloc(0);
  #last = LF;
  #inQuotes = false;
  /** A quote inside quotes was the last byte: it closes the cell unless another follows. */
  #pendingClose = false;
  readonly #before = new Uint8Array(256);
  readonly #after = new Uint8Array(256);
  readonly #counts = new Float64Array(256);
  #lf = false;
  #crlf = false;
  #loneCr = false;

  get lineBreaks(): TextFacts['lineBreaks'] {
    if (this.#loneCr || (this.#lf && this.#crlf)) return 'irregular';
    if (this.#crlf) return 'crlf';
    return this.#lf ? 'lf' : 'none';
  }

  quotesAreRegular(delimiter: number): boolean {
    const allowed = (seen: Uint8Array, others: readonly number[]) =>
      seen.every((count, byte) => count === 0 || byte === delimiter || others.includes(byte));
    return !this.#inQuotes && allowed(this.#before, [LF]) && allowed(this.#after, [LF, CR]);
  }

  count(byte: number): number {
    return this.#counts[byte]!;
  }

  update(chunk: Buffer): void {
    if (chunk.length === 0) return;
    if (this.isUtf8) this.#checkUtf8(chunk);
    if (!this.hasNul && chunk.includes(0)) this.hasNul = true;
    if (!this.#inQuotes && !this.#pendingClose && !chunk.includes(QUOTE)) this.#passPlain(chunk);
    else this.#passQuoted(chunk);
    this.#last = chunk[chunk.length - 1]!;
  }

  finish(): this {
    if (this.#carry.length > 0) this.isUtf8 = false;
    if (this.#pendingClose) this.#inQuotes = false;
    else if (!this.#inQuotes && this.#last === CR) this.#loneCr = true;
    if (this.#length > 0) this.records++;
    this.#length = 0;
    return this;
  }

  #checkUtf8(chunk: Buffer): void {
    const joined = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk;
    const whole = joined.length - unfinishedBytes(joined);
    this.isUtf8 = isUtf8(joined.subarray(0, whole));
    this.#carry = Buffer.from(joined.subarray(whole));
  }

  /** Without quotes in sight the native search finds line breaks fastest. */
  #passPlain(chunk: Buffer): void {
    if (this.#last === CR && chunk[0] !== LF) this.#loneCr = true;
    let start = -this.#length;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) {
      this.#endLine(at > 0 ? chunk[at - 1]! : this.#last, at - start);
      start = at + 1;
    }
    this.#length = chunk.length - start;
    const counts = this.#counts;
    for (let at = 0; at < chunk.length; at++) counts[chunk[at]!]! += 1;
    for (let at = chunk.indexOf(CR); at >= 0; at = chunk.indexOf(CR, at + 1)) {
      if (at + 1 < chunk.length && chunk[at + 1] !== LF) this.#loneCr = true;
    }
  }

  /** A line break outside quotes, after `length` bytes of which `last` was the last. */
  #endLine(last: number, length: number): void {
    const isCrlf = last === CR;
    if (isCrlf) this.#crlf = true;
    else this.#lf = true;
    if (length > (isCrlf ? 1 : 0)) this.records++;
  }

  #passQuoted(chunk: Buffer): void {
    let last = this.#last;
    let start = -this.#length;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#pendingClose) {
        this.#pendingClose = false;
        if (byte === QUOTE) {
          last = byte;
          continue;
        }
        this.#inQuotes = false;
        this.#after[byte] = 1;
      }
      if (this.#inQuotes) {
        if (byte === QUOTE) this.#pendingClose = true;
        last = byte;
        continue;
      }
      this.#counts[byte]! += 1;
      if (byte === QUOTE) {
        this.#before[last] = 1;
        this.#inQuotes = true;
        if (last === CR) this.#loneCr = true;
      } else if (byte === LF) {
        this.#endLine(last, at - start);
        start = at + 1;
      } else if (last === CR) {
        this.#loneCr = true;
      }
      last = byte;
    }
    this.#length = chunk.length - start;
  }
}

/** Number of bytes at the end that begin a UTF-8 character without finishing it. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}
