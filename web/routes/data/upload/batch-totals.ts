import { count } from '$lib/format/points.ts';
import type { Counts, IngestedBatch } from '$lib/server/uploads/check-result.ts';

const NONE: Counts = { rows_read: 0, accepted: 0, duplicates: 0, conflicts: 0, skipped: 0, rejected: 0 };

/** The control totals of several batches together. */
export function totalsOf(batches: readonly IngestedBatch[]): Counts {
  return batches.reduce(
    (sum, { totals }) =>
      Object.fromEntries(
        (Object.keys(NONE) as (keyof Counts)[]).map((key) => [key, sum[key] + totals[key]]),
      ) as Counts,
    NONE,
  );
}

/** The same as a sentence takes them. */
export function countedTotals({ rows_read: rows, ...others }: Counts) {
  const counted = Object.entries(others).map(([key, value]) => [key, count(value)]);
  return { rows: count(rows), ...(Object.fromEntries(counted) as Record<keyof typeof others, string>) };
}
