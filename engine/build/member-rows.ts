import { streamQuery } from '../books/result-stream.ts';
import { literal } from '../sql-text.ts';
import type { Build } from './build.ts';

/**
 * Rows of a query as they come, so that members may be any number. They are read over the build's second connection: what
 * is computed of them is written over the first meanwhile.
 */
export async function* streamRows<Row>(build: Build, sql: string): AsyncGenerator<Row> {
  const result = await streamQuery(build.reader, sql);
  const names = result.columns.map(({ name }) => name);
  for await (const chunk of result.chunks())
    for (const row of chunk.getRows())
      yield Object.fromEntries(names.map((name, index) => [name, row[index]])) as Row;
}

/** The condition that a row belongs to an industry of a programme. */
export function ofIndustry({ programme_id, industry }: { programme_id: string; industry: string }): string {
  return `programme_id = ${literal(programme_id)} and industry = ${literal(industry)}`;
}
