import type { DialectChoice } from '#engine/contract/mapping.ts';
import { openDatabase, rows, type Database } from '#engine/database.server.ts';
import { withoutReasons } from './correction.ts';
import type { Encoding } from './encoding.ts';
import { READERS, type TableFile } from './fill-batch.ts';
import type { InflateLimits } from './limits.ts';
import { Refusals } from './refusals.ts';
import type { TextRows } from './text-rows.ts';

/** Records shown before anything is decided. */
export const PREVIEW_ROWS = 20;
const MOST_VALUES = 50;

/** A record as its file has it. */
export interface PeekedRow {
  readonly record: number;
  readonly cells: readonly (string | null)[];
}

/** A file's text, read and not judged. */
export interface Peek {
  readonly text: Pick<TextRows, 'names' | 'encoding' | 'delimiter' | 'quote' | 'warnings'>;
  readonly rows: readonly PeekedRow[];
  /** The texts of a column and how often each stands there, the most frequent first; fifty at most. */
  values(column: number): Promise<{ value: string; rows: number }[]>;
  /** Whether any number of a column is negative. */
  hasNegative(column: number): Promise<boolean>;
  close(): void;
}

export interface PeekContext {
  /** A folder of its own. */
  readonly scratch: string;
  readonly encoding: Encoding | null;
  readonly dialect: DialectChoice;
  readonly limits: InflateLimits;
  /** Columns that are looked for, in lower case. */
  readonly wanted: ReadonlySet<string>;
  readonly memoryLimit: string;
  readonly signal: AbortSignal;
}

/** Reads a file as text and keeps it open for questions; the caller closes it. */
export async function peek(file: TableFile, context: PeekContext): Promise<Peek> {
  const database = await openDatabase(':memory:', { memoryLimit: context.memoryLimit });
  const interrupt = () => database.connection.interrupt();
  context.signal.addEventListener('abort', interrupt, { once: true });
  const close = () => {
    context.signal.removeEventListener('abort', interrupt);
    database.close();
  };
  try {
    return { ...(await peekWith(database, file, context)), close };
  } catch (error) {
    close();
    throw context.signal.aborted ? context.signal.reason : error;
  }
}

async function peekWith(
  { connection }: Database,
  file: TableFile,
  context: PeekContext,
): Promise<Omit<Peek, 'close'>> {
  const refuser = await Refusals.create(connection);
  await refuser.beginFile();
  const read = await READERS[file.format](file, {
    connection,
    declaredEncoding: context.encoding,
    refuser,
    onProgress: () => undefined,
    ...context,
  });
  const text = withoutReasons(read);
  const cells = text.names.map((_, at) => `c${at}`);
  const found = await rows<Record<string, unknown>>(
    connection,
    `select ${['record', ...cells].join(', ')} from ${text.relation} order by record limit ${PREVIEW_ROWS}`,
  );
  return {
    text,
    rows: found.map((row) => ({
      record: Number(row.record),
      cells: cells.map((name) => row[name] as string | null),
    })),
    async values(column) {
      const each = await rows<{ value: string; rows: bigint }>(
        connection,
        `select c${column} as value, count(*) as rows from ${text.relation} where c${column} is not null
         group by c${column} order by count(*) desc, c${column} limit ${MOST_VALUES}`,
      );
      return each.map(({ value, rows: count }) => ({ value, rows: Number(count) }));
    },
    async hasNegative(column) {
      const found = await rows(
        connection,
        `select 1 from ${text.relation} where try_cast(c${column} as decimal(18, 2)) < 0 limit 1`,
      );
      return found.length > 0;
    },
  };
}
