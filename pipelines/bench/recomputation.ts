import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runPath } from '#engine/books/shelf.ts';
import type { BookRequest } from '#engine/build/request.ts';
import type { BookSummary } from '#engine/books/summary.ts';
import { Configuration } from '#engine/contract/programme.ts';
import { recompute } from '#engine/recompute.ts';
import type { BenchOptions } from './measured.ts';

/** What belongs to the recomputation of entries, lots and uses from a table already loaded. */
const LEDGER_STEPS =
  /^posting\.(repeated_events|set_aside|legs|transfer_pairs|pair_legs|relations|member_\w+|wallet_policies|accounts|kernel_input|tied_rows)$|^ledger\.entries and lots$|^ledger\.(accounts|conflicts|unposted)$|^lots\.origin_facts$/;
/** The liability's models and estimates, with the sums of lots and uses that only they read. */
const LIABILITY_STEPS =
  /^liability\.|^posting\.(sale_allocations|late_entries|entry_numbers|restored_points|origin_values|cells|lot_cells|lot_moves|reversed_sales|debt_moves|pending_moves|expiry_maturity|closes|frozen_\w+)$|^meta\.(liability_policies|point_values|settlement_spans)$/;
/** The pack of rules, with the tables that are made for it. */
const RULE_STEPS = /^rules\b|^posting\.(judged|grouped_findings)$/;

const CONFIGURATION = Configuration.parse({
  programmes: [{ id: 'bench', wallets: { base: { validity: [{ from: '2020-01-01', months: 24 }] } } }],
});

/** A book that was computed, and how long its parts took (seconds). */
export interface Computed {
  readonly summary: BookSummary;
  readonly steps: Readonly<Record<string, number>>;
  /** What ran at the same time within a step, rule by rule among it. */
  readonly within: Readonly<Record<string, number>>;
  /** Entries, lots and uses. */
  readonly ledger: number;
  /** The kernel with the stream that feeds it and the writing of what it says, the entries being sorted beside it. */
  readonly kernel: number;
  readonly liability: number;
  readonly rules: number;
  readonly whole: number;
  /** The largest resident memory seen, of the whole process. */
  readonly peakMemoryBytes: number;
}

/** The events in a Parquet file, and where what is made of them goes. */
export interface Given {
  readonly parquet: string;
  readonly events: number;
  readonly shards?: number;
  readonly books: string;
}

/** Computes a book of the events in a Parquet file, in `<folder>/books`. */
export function computeBook(options: BenchOptions, given: Given): Promise<Computed> {
  return measureBook(options, requestOf(options, given));
}

/** What a book of the benchmark's events is computed from. */
export function requestOf(options: BenchOptions, { parquet, events, shards, books }: Given): BookRequest {
  return {
    batches: [
      {
        batchId: 'bench',
        contentHash: `bench-${events}`,
        rowsRead: events,
        rowsRejected: 0,
        rowsSkipped: 0,
        tables: [{ table: 'point_events', files: [parquet], rows: events, columnsPresent: [] }],
      },
    ],
    configuration: CONFIGURATION,
    books,
    temporary: join(options.folder, 'tmp'),
    memoryLimit: options.memoryLimit,
    shards,
  };
}

/** Computes a book and tells how long its parts took. */
export async function measureBook(options: BenchOptions, request: BookRequest): Promise<Computed> {
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 200);
  const summary = await recompute(request, {
    signal: options.signal,
    progress: (step) => options.progress(step),
  }).finally(() => clearInterval(watch));
  const run = await readFile(runPath(request.books, summary.book_id), 'utf8');
  const { seconds: steps, seconds_within: within } = JSON.parse(run) as {
    seconds: Record<string, number>;
    seconds_within: Record<string, number>;
  };
  return {
    summary,
    steps,
    within,
    ledger: sumOf(steps, (step) => LEDGER_STEPS.test(step)),
    kernel: within.lots ?? 0,
    liability: sumOf(steps, (step) => LIABILITY_STEPS.test(step)),
    rules: sumOf(steps, (step) => RULE_STEPS.test(step)),
    whole: sumOf(steps, () => true),
    peakMemoryBytes: peak,
  };
}

function sumOf(steps: Readonly<Record<string, number>>, belongs: (step: string) => boolean): number {
  return Object.entries(steps).reduce((sum, [step, time]) => sum + (belongs(step) ? time : 0), 0);
}
