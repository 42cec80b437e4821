import {
  AsyncByteQueue,
  Bool,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { plainValue, type DuckDBType, type DuckDBValue } from '#engine/database.server.ts';
import type { ResultStream } from '#engine/books/result-stream.ts';

/** Media type of an Arrow stream. */
export const ARROW = 'application/vnd.apache.arrow.stream';

/**
 * A result as an Arrow IPC stream, one record batch per chunk of DuckDB. Decimals become Decimal128 with their own
 * precision and scale, instants microseconds in UTC, days Date32; nothing passes through a float.
 */
export async function* arrowBytes(stream: ResultStream): AsyncGenerator<Uint8Array> {
  const kinds = stream.columns.map(({ type }) => kindOf(type));
  const schema = new Schema(
    stream.columns.map(({ name }, index) => new Field(name, kinds[index]!.type, true)),
  );
  const sink = new Pieces();
  const writer = new RecordBatchStreamWriter();
  writer.reset(sink, schema);
  for await (const chunk of stream.chunks()) {
    const children = kinds.map((kind, index) => kind.data(chunk.getColumnValues(index)));
    const data = makeData({
      type: new Struct(schema.fields),
      length: chunk.rowCount,
      nullCount: 0,
      children,
    });
    writer.write(new RecordBatch(schema, data));
    yield* sink.take();
  }
  writer.finish();
  yield* sink.take();
}

/** Collects what the writer writes, so that the reader of the response sets the pace. */
class Pieces extends AsyncByteQueue {
  #pieces: Uint8Array[] = [];

  override write(piece: ArrayBufferLike | ArrayBufferView | string | null | undefined): void {
    if (piece instanceof Uint8Array && piece.byteLength > 0) this.#pieces.push(piece);
  }

  take(): Uint8Array[] {
    const taken = this.#pieces;
    this.#pieces = [];
    return taken;
  }
}

interface Kind {
  readonly type: DataType;
  data(values: readonly DuckDBValue[]): ReturnType<typeof makeData>;
}

function kindOf(type: DuckDBType): Kind {
  const name = type.toString();
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(name);
  if (decimal) return decimalKind(Number(decimal[1]), Number(decimal[2]));
  switch (name) {
    case 'TINYINT':
    case 'SMALLINT':
    case 'UTINYINT':
    case 'INTEGER':
      return numbers(new Int32(), (length) => new Int32Array(length), Number);
    case 'BIGINT':
      return numbers(
        new Int64(),
        (length) => new BigInt64Array(length),
        (value) => value as bigint,
      );
    case 'DOUBLE':
      return numbers(new Float64(), (length) => new Float64Array(length), Number);
    case 'DATE':
      return numbers(
        new DateDay(),
        (length) => new Int32Array(length),
        (value) => (value as { days: number }).days,
      );
    case 'TIMESTAMP WITH TIME ZONE':
      return numbers(
        new TimestampMicrosecond('UTC'),
        (length) => new BigInt64Array(length),
        (value) => (value as { micros: bigint }).micros,
      );
    case 'BOOLEAN':
      return {
        type: new Bool(),
        data: (values) => vectorFromArray(values as (boolean | null)[], new Bool()).data[0]!,
      };
    default:
      return {
        type: new Utf8(),
        data: (values) =>
          vectorFromArray(
            values.map((value) => (value === null ? null : String(plainValue(value)))),
            new Utf8(),
          ).data[0]!,
      };
  }
}

function numbers<Item extends number | bigint>(
  type: DataType,
  allocate: (length: number) => { [index: number]: Item; readonly length: number },
  convert: (value: DuckDBValue) => Item,
): Kind {
  return {
    type,
    data(values) {
      const data = allocate(values.length);
      values.forEach((value, index) => {
        if (value !== null) data[index] = convert(value);
      });
      return makeData({ type, length: values.length, ...nulls(values), data } as never);
    },
  };
}

/** Decimal128: four 32-bit words per value, little endian, two's complement. */
function decimalKind(precision: number, scale: number): Kind {
  const type = new Decimal(scale, precision, 128);
  return {
    type,
    data(values) {
      const data = new Uint32Array(values.length * 4);
      values.forEach((value, index) => {
        if (value === null) return;
        const bits = BigInt.asUintN(128, (value as { value: bigint }).value);
        for (let word = 0; word < 4; word++) {
          data[index * 4 + word] = Number((bits >> BigInt(word * 32)) & 0xffffffffn);
        }
      });
      return makeData({ type, length: values.length, ...nulls(values), data });
    },
  };
}

function nulls(values: readonly DuckDBValue[]): { nullCount: number; nullBitmap: Uint8Array } {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  values.forEach((value, index) => {
    if (value === null) nullCount += 1;
    else nullBitmap[index >> 3]! |= 1 << (index & 7);
  });
  return { nullCount, nullBitmap };
}
