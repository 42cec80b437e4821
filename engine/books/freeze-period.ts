import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { literal } from '../sql-text.ts';
import { oneRow, openDatabase } from '../database.server.ts';
import { UserError } from '../user-error.ts';

/** What closing a period with a book keeps of it. */
export interface FrozenPeriod {
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly movesFile: string;
  readonly poolsFile: string;
  readonly contentHash: string;
}

/**
 * Writes the liability movements and pools of a book through a period (`YYYY-MM`) as Parquet into a folder that exists.
 *
 * @throws UserError where the book does not reach the period's last day.
 */
export async function freezePeriod(book: string, period: string, folder: string): Promise<FrozenPeriod> {
  const database = await openDatabase(book, { readOnly: true });
  try {
    const { connection } = database;
    const {
      as_of: asOf,
      known_at: knownAt,
      is_over,
    } = await oneRow<{
      as_of: string;
      known_at: string | null;
      is_over: boolean;
    }>(
      connection,
      `select as_of::varchar as as_of, known_at::varchar as known_at,
         as_of >= last_day(date '${period}-01') as is_over from meta.book`,
    );
    if (!is_over)
      throw new UserError(
        `The book is as of ${asOf} and ${period} is not over then; compute one as of its last day or later.`,
      );
    const movesFile = join(folder, 'moves.parquet');
    const poolsFile = join(folder, 'pools.parquet');
    for (const [table, file] of [
      ['liability.cell_moves', movesFile],
      ['liability.pool_months', poolsFile],
    ] as const) {
      await connection.run(
        `copy (from ${table} where month <= date '${period}-01' order by all) to ${literal(file)} (format parquet)`,
      );
    }
    const hash = createHash('sha256').update(readFileSync(movesFile)).update(readFileSync(poolsFile));
    return { asOf, knownAt, movesFile, poolsFile, contentHash: hash.digest('hex') };
  } finally {
    database.close();
  }
}
