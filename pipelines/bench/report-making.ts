import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openBook } from '#engine/books/open.ts';
import { bookPath } from '#engine/books/shelf.ts';
import { oneRow, openDatabase } from '#engine/database.server.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { literal } from '#engine/sql-text.ts';
import { runChild } from '#pipelines/cli/run-child.ts';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { bookRequest } from '#pipelines/store/book-request.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';
import { makeEvents } from './made-events.ts';
import { alone, type BenchOptions, type Measured } from './measured.ts';
import { measureBook } from './recomputation.ts';

/** Members of a made ledger per event, few enough events each that many accounts run dry. */
const MEMBERS_PER_EVENT = 1 / 20;

/** What a report must be able to tell, and of how many events a made ledger has as much to tell. */
const SIZES = {
  pdf: { rows: 10_000, events: 40_000 },
  xlsx: { rows: 1_000_000, events: 2_000_000 },
} as const;

/**
 * Times the audit report as a user makes it, by the command line in a process of its own: the PDF of at least ten
 * thousand findings, and the workbook of at least a million rows of findings and evidence. The ledger is made by hash,
 * so that its accounts are overdrawn again and again: every finding is one that a rule made of its events. How many
 * events it has is not for the caller to say: the sizes are those that reports are held to.
 */
export async function measureReports(options: BenchOptions): Promise<void> {
  for (const format of ['pdf', 'xlsx'] as const) {
    const workspace = join(options.folder, `reported-${format}`);
    const counted = await madeBook(options, workspace, SIZES[format].events);
    const rows = format === 'pdf' ? counted.findings : counted.findings + counted.evidence;
    if (rows < SIZES[format].rows)
      throw new Error(
        `The made book has ${rows} rows for the ${format}; the benchmark wants ${SIZES[format].rows}.`,
      );
    options.found(await reportTimed(options, workspace, format, rows));
    await rm(workspace, { recursive: true });
  }
}

/** Makes a ledger in a workspace and computes its book; tells what it found. */
async function madeBook(
  options: BenchOptions,
  workspace: string,
  events: number,
): Promise<{ findings: number; evidence: number }> {
  const parquet = join(options.folder, 'point_events.parquet');
  options.progress(`make ${events} events`);
  const database = await openDatabase(':memory:', { memoryLimit: options.memoryLimit });
  try {
    await makeEvents(database.connection, events, Math.round(events * MEMBERS_PER_EVENT));
    await database.connection.run(
      `copy (select * exclude (source_file, source_record) from made) to ${literal(parquet)} (format parquet)`,
    );
  } finally {
    database.close();
  }
  await initWorkspace(workspace);
  options.progress('ingest them');
  const { memoryLimit, signal } = options;
  await ingest(workspace, [parquet], { memoryLimit, signal });
  await rm(parquet);
  const request = await bookRequest(workspace, { memoryLimit });
  const { summary } = await measureBook(options, request);
  const book = await openBook(bookPath(request.books, summary.book_id));
  try {
    const counted = await oneRow<{ findings: bigint; evidence: bigint }>(
      book.connection,
      'select (select count(*) from rules.findings) as findings, (select count(*) from rules.evidence) as evidence',
    );
    return { findings: Number(counted.findings), evidence: Number(counted.evidence) };
  } finally {
    book.close();
  }
}

async function reportTimed(
  options: BenchOptions,
  workspace: string,
  format: 'pdf' | 'xlsx',
  rows: number,
): Promise<Measured> {
  options.progress(`make the audit report as ${format}`);
  const command = join(PACKAGE_ROOT, 'pipelines', 'cli', 'jiheng.mjs');
  const out = join(workspace, `audit.${format}`);
  const started = performance.now();
  let peak: number | null = null;
  let watch: NodeJS.Timeout | undefined;
  await runChild(
    'report',
    [command, 'report', 'audit', '--workspace', workspace, '--out', out],
    options.signal,
    process.env,
    (pid) => {
      watch = setInterval(() => void peakMemoryOf(pid).then((bytes) => (peak = bytes ?? peak)), 50);
    },
  ).finally(() => clearInterval(watch));
  const seconds = (performance.now() - started) / 1000;
  return {
    ...alone(
      format === 'pdf'
        ? `audit report as PDF, ${rows} findings`
        : `audit report as workbook, ${rows} findings and pieces of evidence`,
      seconds,
      rows,
    ),
    peak_memory_bytes: peak,
  };
}

/** The largest resident memory that a process had so far; null where the system does not tell. */
async function peakMemoryOf(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
