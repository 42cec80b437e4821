import { z } from '@hono/zod-openapi';
import { regionPrefix } from '#engine/green/regions.ts';
import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { Conditions } from './conditions.ts';

/** Kilograms as exact decimal text. */
export const Kilograms = z
  .string()
  .openapi({ description: 'kg CO₂e, estimated, exact decimal', example: '70.6537' });
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is like 2025-12');
const Name = z.string().max(200).optional();

/** Stands for "none" where a filter names a household, a region or the like: acts that belong to none. */
export const NONE = '-';

/** What acts and points alike can be narrowed to. */
export const GREEN_GROUP_FILTERS = {
  programme: Name,
  from: Month.optional(),
  to: Month.optional(),
  track: z.enum(['consumption', 'circular', 'sharing', 'b2b']).optional(),
  behaviour: Name,
  category: Name,
  member: Name,
  region: z
    .string()
    .regex(/^\S{1,20}$/, 'a region is a code, or - for none')
    .optional()
    .openapi({ description: 'GB/T 2260; a province or prefecture takes in all that lies in it; - for none' }),
  household: Name,
  enterprise: Name,
  part: z.enum(['own', 'employees']).optional().openapi({ description: 'Of an enterprise: whose acts' }),
  merchant: Name,
};

/** What a question on green contribution can be narrowed to. */
export const GREEN_FILTERS = { ...GREEN_GROUP_FILTERS, product: Name, factor: Name, unit: Name };

type Filters = { readonly [Filter in keyof typeof GREEN_FILTERS]?: string | undefined };

/** The conditions of the filters on green tables; their month is called `month`, in `green.bookings` `booked_in`. */
export function greenConditions(filters: Filters, month: 'month' | 'booked_in' = 'month'): Conditions {
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', filters.programme)
    .add(`${month} >= strptime($from, '%Y-%m')::date`, 'from', filters.from)
    .add(`${month} <= strptime($to, '%Y-%m')::date`, 'to', filters.to)
    .add('track = $track', 'track', filters.track)
    .add('behaviour = $behaviour', 'behaviour', filters.behaviour)
    .add('product_id = $product', 'product', filters.product)
    .add('factor_id = $factor', 'factor', filters.factor)
    .add('member_id = $member', 'member', filters.member)
    .add('enterprise_part = $part', 'part', filters.part)
    .add('unit = $unit', 'unit', filters.unit);
  for (const [name, column] of ID_COLUMNS) {
    const value = filters[name];
    if (value === NONE) conditions.require(`${column} is null`);
    else if (name === 'region')
      conditions.add(`starts_with(region_code, $region)`, 'region', value && regionPrefix(value));
    else conditions.add(`${column} = $${name}`, name, value);
  }
  return conditions;
}

const ID_COLUMNS = [
  ['category', 'category'],
  ['region', 'region_code'],
  ['household', 'household_id'],
  ['enterprise', 'enterprise_id'],
  ['merchant', 'merchant_id'],
] as const;

/** Refuses a book that was made before green contribution was part of books. */
export async function requireGreen(reader: BookReader): Promise<void> {
  const [found] = await reader.rows(
    `select 1 as found from duckdb_tables() where schema_name = 'green' and table_name = 'point_flows'`,
  );
  if (!found)
    throw new Problem(
      404,
      'not_found',
      'This book was computed before green contribution was measured as it is now; run `jiheng compute` for one that has it.',
    );
}
