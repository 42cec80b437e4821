import { z } from '@hono/zod-openapi';
import { endOfDay } from '#engine/time/local-time.ts';
import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { Conditions } from './conditions.ts';
import { Instant, Points } from './environment.ts';

/** The movements of the roll-forward, as they stand between opening and closing, with their sign in the identity. */
export const MOVEMENTS = {
  issued: 1,
  restored: 1,
  redeemed: -1,
  expired: -1,
  reversed: -1,
  transferred_net: 1,
  exchanged_net: 1,
  adjusted: 1,
  forfeited: -1,
  debt_repaid: -1,
} as const;
export type Movement = keyof typeof MOVEMENTS;
export const MOVEMENT_NAMES = Object.keys(MOVEMENTS) as [Movement, ...Movement[]];

/** What debt does beside the points; it has no vintage and no money of the liability. */
export const DEBT_MOVEMENTS = ['debt_incurred', 'debt_settled', 'debt_cancelled'] as const;

/** Money that no event moves: estimates made anew, and what became known late of closed months. */
export const ESTIMATE_MOVEMENTS = ['change_in_estimate', 'prior_period'] as const;

export const DIMENSIONS = ['tier', 'issuer', 'vintage'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const Month = z
  .string()
  .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'a month is like 2025-12')
  .openapi({ example: '2025-12' });

/** SQL of the month that a query asks for. */
export const MONTH = `strptime($month, '%Y-%m')::date`;

/** Money of the programme's currency. */
export const Money = z.string().openapi({ description: 'Money, four decimals, exact', example: '96.3000' });

/** Where a row was read from. */
const RECORD_FIELDS = {
  source_file: z.string().nullable(),
  source_record: z.number().int().nullable(),
};

/** What an answer tells of a lot; how many of its points count is told beside it. */
export const LOT_FIELDS = {
  member_id: z.string(),
  wallet: z.string(),
  tier: z.string().nullable(),
  issuer: z.string().nullable(),
  vintage: Month,
  point_kind: z.string(),
  opened_at: Instant,
  available_at: Instant,
  expires_at: Instant.nullable(),
  points_opened: Points,
  money: Money.nullable(),
  lot_id: z.string(),
  source: z.string(),
  event_id: z.string(),
  ...RECORD_FIELDS,
};

/** What an answer tells of points that an event or the clock moved; their money is told beside it. */
export const MOVED_FIELDS = {
  moved_at: Instant,
  member_id: z.string(),
  wallet: z.string(),
  kind: z.string().nullable().openapi({ description: 'Event type; null where the clock expired points' }),
  points: Points.openapi({ description: 'As it counts in the column of the roll-forward' }),
  tier: z.string().nullable(),
  issuer: z.string().nullable(),
  vintage: Month.nullable(),
  point_kind: z.string().nullable(),
  lot_id: z.string().nullable(),
  source: z.string().nullable(),
  event_id: z.string().nullable(),
  ...RECORD_FIELDS,
};

/** Which cells of the roll-forward are asked for; every dimension may be left open. */
export const CELL_QUERY = {
  programme: z.string().max(200).optional().openapi({ description: 'Default: the first of the book' }),
  wallet: z.string().max(200).optional(),
  tier: z.string().max(200).optional().openapi({ description: 'Tier at issue' }),
  issuer: z.string().max(200).optional().openapi({ description: 'Merchant that issued the points' }),
  vintage: Month.optional().openapi({ description: 'Month in which the points were first issued' }),
  without: z
    .string()
    .regex(/^(tier|issuer|vintage)(,(tier|issuer|vintage))*$/, 'name tier, issuer or vintage, with commas')
    .optional()
    .openapi({ description: 'Dimensions that the cells have no value of' }),
};
export type CellQuery = z.infer<z.ZodObject<typeof CELL_QUERY>>;

/** The conditions that cells of one programme meet; columns are named as in liability.rollforward. */
export function cellConditions(reader: BookReader, query: CellQuery): Conditions {
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('wallet = $wallet', 'wallet', query.wallet)
    .add('tier = $tier', 'tier', query.tier)
    .add('issuer = $issuer', 'issuer', query.issuer)
    .add(`vintage = strptime($vintage, '%Y-%m')::date`, 'vintage', query.vintage);
  // Words of the schema's pattern, never others.
  for (const dimension of query.without?.split(',') ?? []) conditions.require(`${dimension} is null`);
  return conditions;
}

/** The programme asked for, else the first: money of several programmes is not added up, their currencies may differ. */
export function programmeOf(reader: BookReader, wanted?: string): string {
  const found = wanted ? reader.programmes.find(({ id }) => id === wanted) : reader.programmes[0];
  if (!found)
    throw new Problem(
      404,
      'not_found',
      `The book has no programme ${wanted ?? ''}: choose one of ${reader.programmes.map(({ id }) => id).join(', ')}.`,
    );
  return found.id;
}

/**
 * The cells of the roll-forward of a span of months. In a whole book only what stands or moves in them is worked out;
 * through a lens, which has the view alone where it has merchants or regions, of all months.
 */
export function rollforwardOf(reader: BookReader, from: string, to: string): string {
  return reader.isWhole
    ? `liability.rollforward_between(${monthNumber(from)}, ${monthNumber(to)})`
    : 'liability.rollforward';
}

/** `2025-12` of a book's as-of day. */
export function asOfMonth(reader: BookReader): string {
  return reader.book.as_of.slice(0, 7);
}

/** A month like `2025-12` as the book numbers months: year × 12 + month − 1. */
function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

/** The month `count` months after (before, if negative) a month like `2025-12`. */
export function monthPlus(month: string, count: number): string {
  const number = monthNumber(month) + count;
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/**
 * SQL of the instant at which a month of a programme ends, or the as-of day if that is earlier; it belongs to what comes
 * next. A number, so that scans use it.
 */
export function endOfMonth(reader: BookReader, programme: string | undefined, month: string): string {
  const next = Date.parse(`${monthPlus(month, 1)}-01T00:00:00Z`);
  const last = new Date(next - 86_400_000).toISOString().slice(0, 10);
  const { as_of: asOf } = reader.book;
  return `make_timestamptz(${endOfDay(reader.zoneOf(programme), last < asOf ? last : asOf)}000)`;
}
