import {
  DuckDBDataChunk,
  DECIMAL,
  ENUM8,
  BOOLEAN,
  INTEGER,
  TIMESTAMPTZ,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBType,
} from '../database.server.ts';
import { NONE } from './codes.ts';

/** DuckDB's vectors hold this many rows. */
const VECTOR_ROWS = 2048;
const HIGH = 2 ** 32;

/** How a column of the kernel's output is kept in DuckDB. */
export type Kept =
  | { readonly as: 'number' }
  /** A number of something that may be absent: NONE becomes NULL. */
  | { readonly as: 'reference' }
  /** Whole hundredths become DECIMAL(18,2), exactly. */
  | { readonly as: 'points' }
  /** µs since 1970 UTC; Infinity and NaN become NULL. */
  | { readonly as: 'instant' }
  | { readonly as: 'flag' }
  /** A code becomes one of the words. */
  | { readonly as: 'word'; readonly words: readonly string[] };

export interface KeptColumn {
  /** Name of the array in the kernel's batch. */
  readonly from: string;
  /** Name of the column in the table. */
  readonly name: string;
  readonly kept: Kept;
}

type Array = Int32Array | Float64Array | Uint8Array;
type Batch = { length: number } & Record<string, Array | number>;

/** Takes the kernel's batches over into a DuckDB table, a vector at a time and without an object per value. */
export class TableWriter {
  /**
   * Filled and handed over again and again, as what is handed over is copied: making vectors, and letting go of them,
   * costs more than filling them.
   */
  private readonly whole: Chunk;

  private constructor(
    private readonly appender: DuckDBAppender,
    private readonly columns: readonly KeptColumn[],
  ) {
    this.whole = makeChunk(columns, VECTOR_ROWS);
  }

  /** Makes the table `<schema>.<table>` anew and opens it for writing. */
  static async open(
    connection: DuckDBConnection,
    catalog: string,
    schema: string,
    table: string,
    columns: readonly KeptColumn[],
  ): Promise<TableWriter> {
    const declared = columns.map((column) => `${column.name} ${sqlType(column.kept)}`);
    await connection.run(`create or replace table ${catalog}.${schema}.${table} (${declared.join(', ')})`);
    return new TableWriter(await connection.createAppender(table, schema, catalog), columns);
  }

  write(batch: Batch): void {
    for (let start = 0; start < batch.length; start += VECTOR_ROWS) {
      const length = Math.min(VECTOR_ROWS, batch.length - start);
      const { chunk, vectors } = length === VECTOR_ROWS ? this.whole : makeChunk(this.columns, length);
      this.columns.forEach((column, index) => {
        const vector = vectors[index]!;
        fill(vector, batch[column.from] as Array, start, length, column.kept);
        vector.flush();
      });
      this.appender.appendDataChunk(chunk);
    }
  }

  close(): void {
    this.appender.closeSync();
  }
}

interface Chunk {
  readonly chunk: DuckDBDataChunk;
  readonly vectors: readonly WritableVector[];
}

function makeChunk(columns: readonly KeptColumn[], rows: number): Chunk {
  const chunk = DuckDBDataChunk.create(
    columns.map((column) => vectorType(column.kept)),
    rows,
  );
  return {
    chunk,
    vectors: columns.map((_, index) => chunk.getColumnVector(index) as unknown as WritableVector),
  };
}

function sqlType(kept: Kept): string {
  switch (kept.as) {
    case 'number':
    case 'reference':
      return 'integer';
    case 'points':
      return 'decimal(18, 2)';
    case 'instant':
      return 'timestamptz';
    case 'flag':
      return 'boolean';
    case 'word':
      return `enum (${kept.words.map((word) => `'${word}'`).join(', ')})`;
  }
}

function vectorType(kept: Kept): DuckDBType {
  switch (kept.as) {
    case 'number':
    case 'reference':
      return INTEGER;
    case 'points':
      return DECIMAL(18, 2);
    case 'instant':
      return TIMESTAMPTZ;
    case 'flag':
      return BOOLEAN;
    case 'word':
      return ENUM8([...kept.words]);
  }
}

interface WritableVector {
  readonly items?: Int32Array | Uint8Array | BigInt64Array;
  /** Of decimals and booleans, whose vectors have no `items`. */
  readonly dataView?: DataView;
  /** A bit a row, one where there is a value; null: everywhere. */
  readonly validity: { data: BigUint64Array | null };
  flush(): void;
}

function fill(vector: WritableVector, source: Array, start: number, length: number, kept: Kept): void {
  switch (kept.as) {
    case 'flag': {
      const { buffer, byteOffset } = vector.dataView!;
      new Uint8Array(buffer, byteOffset, length).set(source.subarray(start, start + length));
      return;
    }
    case 'number':
    case 'word': {
      const items = vector.items as Int32Array | Uint8Array;
      items.set(source.subarray(start, start + length));
      return;
    }
    case 'reference': {
      const items = vector.items as Int32Array;
      const valid = allValid(vector, length);
      for (let row = 0; row < length; row++) {
        const value = source[start + row]!;
        items[row] = value;
        if (value === NONE) setAbsent(valid, row);
      }
      return;
    }
    case 'points': {
      const { buffer, byteOffset } = vector.dataView!;
      fillIntegers(new Int32Array(buffer, byteOffset, length * 2), source, start, length);
      return;
    }
    case 'instant': {
      const { buffer, byteOffset } = vector.items as BigInt64Array;
      fillIntegers(new Int32Array(buffer, byteOffset, length * 2), source, start, length);
      const valid = allValid(vector, length);
      for (let row = 0; row < length; row++) {
        if (!Number.isFinite(source[start + row]!)) setAbsent(valid, row);
      }
      return;
    }
  }
}

/** The bits of a vector's validity, all set; by the driver's own way each bit is several BigInts. */
function allValid({ validity }: WritableVector, length: number): Uint32Array {
  validity.data ??= new BigUint64Array(Math.ceil(length / 64));
  const words = new Uint32Array(validity.data.buffer, validity.data.byteOffset, validity.data.length * 2);
  return words.fill(0xffffffff);
}

function setAbsent(valid: Uint32Array, row: number): void {
  valid[row >>> 5]! &= ~(1 << (row & 31));
}

/** Whole doubles as little-endian 64-bit integers, without a BigInt for each: |x| < 2^53, so both halves are exact. */
function fillIntegers(words: Int32Array, source: Array, start: number, length: number): void {
  for (let row = 0; row < length; row++) {
    const value = source[start + row]!;
    const high = Math.floor(value / HIGH);
    words[row * 2] = value - high * HIGH;
    words[row * 2 + 1] = high;
  }
}
