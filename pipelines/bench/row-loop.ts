import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { UserError } from '#engine/user-error.ts';
import type { BenchOptions } from './measured.ts';

/** A loop has one speed: so many rows tell it. */
const ROWS = 200_000;

/** Rows per second of a loop, by pandas' way of walking a table. */
export interface RowLoop {
  readonly iterrows: number;
  readonly itertuples: number;
}

/**
 * How fast a loop over a pandas table keeps lots first in, first out.
 *
 * @throws UserError where Python or pandas is missing
 */
export async function rowLoopSpeed(options: BenchOptions, csv: string): Promise<RowLoop> {
  options.progress('baseline: row loop in pandas');
  const head = join(options.folder, 'head.csv');
  await copyHead(csv, head, ROWS);
  const script = join(PACKAGE_ROOT, 'pipelines', 'bench', 'row-loop.py');
  const { stdout } = await promisify(execFile)('python3', [script, head], { signal: options.signal }).catch(
    (cause) => {
      throw new UserError(
        'The row loop needs Python 3 with pandas: `python3 -m pip install pandas`, or leave `rowloop` out of --parts.',
        { cause, exitCode: 1 },
      );
    },
  );
  const [rows, iterrows, itertuples] = stdout.trim().split(' ').map(Number) as [number, number, number];
  return { iterrows: rows / iterrows, itertuples: rows / itertuples };
}

async function copyHead(from: string, to: string, rows: number): Promise<void> {
  const out = createWriteStream(to);
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(from) })) {
    if (line++ > rows) break;
    out.write(`${text}\n`);
  }
  await new Promise<void>((done, fail) => out.once('error', fail).end(done));
}
