import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookPath, currentBook } from '#engine/books/shelf.ts';
import { readSummary, type BookSummary } from '#engine/books/summary.ts';
import { ended, jiheng, start, type Run } from '#test/cli/jiheng.ts';
import { randomLedger, RANDOM_CONFIGURATION } from '#test/support/random-ledger.ts';
import { seeded } from '#test/support/seeded.ts';

const SEED = Number(process.env.JIHENG_SEED ?? 20260630);
const KILLS = 6;

let folder: string;
let workspace: string;
let books: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jiheng-faults-'));
  workspace = join(folder, 'w');
  books = join(workspace, 'books');
  const events = randomLedger(SEED, 400);
  const columns = [...new Set(events.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...events.map((row) => columns.map((name) => row[name] ?? ''))].map((cells) =>
    cells.join(','),
  );
  writeFileSync(join(folder, 'point_events.csv'), `${lines.join('\n')}\n`);
  // JSON is YAML.
  writeFileSync(join(folder, 'programme.yaml'), JSON.stringify(RANDOM_CONFIGURATION));
  const made = await jiheng('init', '--workspace', workspace);
  expect(made.code, made.err).toBe(0);
  const ingested = await jiheng('ingest', folder, '--workspace', workspace);
  expect(ingested.code, ingested.err).toBe(0);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Computes to a day and sends a signal so many milliseconds after a line of progress; null: lets it run. */
async function compute(
  asOf: string,
  stop: { signal: NodeJS.Signals; line: number; delay: number } | null,
): Promise<Run & { lines: number }> {
  const child = start(['compute', '--as-of', asOf, '--workspace', workspace, '--json']);
  let lines = 0;
  child.stderr!.on('data', (piece: Buffer) => {
    const before = lines;
    lines += piece.toString().split('\n').length - 1;
    if (stop && before < stop.line && lines >= stop.line)
      setTimeout(() => child.kill(stop.signal), stop.delay);
  });
  const run = await ended(child);
  return { ...run, lines };
}

/** The current book's summary: it must open and be whole. */
async function current(): Promise<Omit<BookSummary, 'is_new'>> {
  const id = await currentBook(books);
  const summary = await readSummary(bookPath(books, id!));
  expect(summary.book_id).toBe(id);
  return summary;
}

const day = (number: number) => new Date(Date.UTC(2024, 0, 1 + number)).toISOString().slice(0, 10);

/** Nothing but finished work lies in the workspace. */
function expectTidy(): void {
  expect(
    readdirSync(workspace)
      .filter((name) => name !== 'tmp')
      .sort(),
  ).toEqual(['books', 'current', 'keys', 'programme.yaml', 'source']);
  expect(readdirSync(workspace).includes('tmp') ? readdirSync(join(workspace, 'tmp')) : []).toEqual([]);
  expect(readdirSync(books).filter((name) => !/^[0-9a-f]{64}\.(duckdb|run\.json)$/.test(name))).toEqual([]);
}

it(`after kill -9 the old book or the new one is current and opens, ${KILLS} times (JIHENG_SEED=${SEED})`, async () => {
  const random = seeded(SEED);
  const whole = await compute(day(0), null);
  expect(whole.code, whole.err).toBe(0);
  expectTidy();
  for (let kill = 1; kill <= KILLS; kill++) {
    const before = readFileSync(join(workspace, 'current'), 'utf8');
    // Every third comes close to the end, where the book is published.
    const line = kill % 3 === 0 ? whole.lines : 1 + random.below(whole.lines);
    await compute(day(kill), { signal: 'SIGKILL', line, delay: random.below(60) });
    const found = await current();
    expect([before.trim(), found.as_of === day(kill) ? found.book_id : '']).toContain(found.book_id);
  }
  const last = await compute(day(KILLS), null);
  expect(last.code, last.err).toBe(0);
  expect((await current()).as_of).toBe(day(KILLS));
  expectTidy();
}, 300_000);

it('an interrupted computation exits 1, says so and leaves the last good state', async () => {
  const before = await current();
  const run = await compute(day(100), { signal: 'SIGINT', line: 12, delay: 0 });
  expect(run.code).toBe(1);
  expect(run.json()).toEqual({ error: 'Cancelled; nothing was changed.' });
  expect(run.err).not.toMatch(/\n\s+at /);
  expect((await current()).book_id).toBe(before.book_id);
  expectTidy();
}, 120_000);
