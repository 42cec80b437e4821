import { z } from '@hono/zod-openapi';
import { SEVERITIES } from '#engine/contract/finding.ts';
import type { BookReader } from '../book-reader.ts';
import type { Books } from '../books.ts';
import { BookSchema, Day } from './environment.ts';
import { jsonRow } from './table.ts';

/** As many as-of days can be told apart in a picture. */
const MOST_DAYS = 24;

const BookCounts = z.object({
  book_id: z.string(),
  as_of: Day,
  violations: z.number().int(),
  indicators: z.number().int(),
  ...(Object.fromEntries(SEVERITIES.map((each) => [each, z.number().int()])) as Record<
    (typeof SEVERITIES)[number],
    z.ZodNumber
  >),
  not_evaluable: z.number().int().openapi({ description: 'Rules that could not judge, by programme' }),
});

/** Findings counted in several books. */
export const Trend = z
  .object({
    book: BookSchema,
    books: z.array(BookCounts).openapi({
      description: `The newest book of each as-of day, the earliest day first; at most the last ${MOST_DAYS} days`,
    }),
    recomputed: z
      .number()
      .int()
      .openapi({ description: 'Books of the same days that a newer one stands for, or of earlier days' }),
  })
  .openapi('FindingsTrend');

/** Counts the findings of the books of the workspace, one for each as-of day; the book that is read stands for its own day. */
export async function trendOf(books: Books, reader: BookReader): Promise<z.infer<typeof Trend>> {
  const all = await books.list();
  const byDay = new Map<string, string>();
  for (const { as_of, book_id } of all) if (!byDay.has(as_of)) byDay.set(as_of, book_id);
  byDay.set(reader.book.as_of, reader.book.book_id);
  const days = [...byDay].sort(([left], [right]) => left.localeCompare(right)).slice(-MOST_DAYS);
  const counted: z.infer<typeof BookCounts>[] = [];
  for (const [as_of, book_id] of days) {
    const counts = await books.read(book_id, (each) => each.one<Record<string, bigint>>(COUNTS));
    counted.push({ book_id, as_of, ...jsonRow(counts) } as unknown as z.infer<typeof BookCounts>);
  }
  return { book: reader.book, books: counted, recomputed: all.length - days.length };
}

const COUNTS = `select count(*) filter (nature = 'violation') as violations,
    count(*) filter (nature = 'indicator') as indicators,
    ${SEVERITIES.map((each) => `count(*) filter (severity = '${each}') as ${each}`).join(', ')},
    (select count(*) from rules.runs where outcome in ('not_evaluable', 'failed')) as not_evaluable
  from rules.findings`;
