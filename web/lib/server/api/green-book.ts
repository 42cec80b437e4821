import { z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { Conditions } from './conditions.ts';

/** Kilograms as exact decimal text. */
export const Kilograms = z
  .string()
  .openapi({ description: 'kg CO₂e, estimated, exact decimal', example: '70.6537' });
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is like 2025-12');
const Name = z.string().max(200).optional();

/** What a question on green contribution can be narrowed to. */
export const GREEN_FILTERS = {
  programme: Name,
  from: Month.optional(),
  to: Month.optional(),
  track: z.enum(['consumption', 'circular', 'sharing', 'b2b']).optional(),
  behaviour: Name,
  category: Name,
  product: Name,
  factor: Name,
  member: Name,
  unit: Name,
};

type Filters = { readonly [Filter in keyof typeof GREEN_FILTERS]?: string | undefined };

/** The conditions of the filters on `green.contributions` (`month`) or `green.bookings` (`booked_in`). */
export function greenConditions(filters: Filters, month: 'month' | 'booked_in'): Conditions {
  return new Conditions()
    .add('programme_id = $programme', 'programme', filters.programme)
    .add(`${month} >= strptime($from, '%Y-%m')::date`, 'from', filters.from)
    .add(`${month} <= strptime($to, '%Y-%m')::date`, 'to', filters.to)
    .add('track = $track', 'track', filters.track)
    .add('behaviour = $behaviour', 'behaviour', filters.behaviour)
    .add('category = $category', 'category', filters.category)
    .add('product_id = $product', 'product', filters.product)
    .add('factor_id = $factor', 'factor', filters.factor)
    .add('member_id = $member', 'member', filters.member)
    .add('unit = $unit', 'unit', filters.unit);
}

/** Refuses a book that was made before green contribution was part of books. */
export async function requireGreen(reader: BookReader): Promise<void> {
  const [found] = await reader.rows(
    `select 1 as found from duckdb_tables() where schema_name = 'green' and table_name = 'contributions'`,
  );
  if (!found)
    throw new Problem(
      404,
      'not_found',
      'This book was computed before green contribution was measured; run `jiheng compute` for one that has it.',
    );
}
