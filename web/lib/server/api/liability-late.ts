import { createRoute, z } from '@hono/zod-openapi';
import { divideRounded } from '#engine/liability/allocation.ts';
import type { BookReader } from '../book-reader.ts';
import type { Books } from '../books.ts';
import { Problem } from '../problem.ts';
import { Instant, Points, resource } from './environment.ts';
import {
  CELL_QUERY,
  cellConditions,
  DEBT_MOVEMENTS,
  Money,
  Month,
  monthPlus,
  MOVED_FIELDS,
  MOVEMENT_NAMES,
  MOVEMENTS,
  type CellQuery,
  type Movement,
} from './liability-cells.ts';
import { closesOf, isOnShelf } from './liability-closes.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const Late = z
  .object({
    ...MOVED_FIELDS,
    movement: z.string(),
    recorded_at: Instant.nullable().openapi({ description: 'When the event became known' }),
    money: Money.openapi({ description: 'As it counts in prior_period' }),
  })
  .openapi('LateMovement');

const route = createRoute({
  method: 'get',
  path: '/late',
  summary: 'What became known of closed months and counts in the first open one, as prior-period lines',
  description:
    'The movements of closed months as this book knows them, less those of the book with which the last period was ' +
    'closed. A late event may also make earlier ones use other lots; such rows come in pairs that cancel out.',
  request: {
    query: TableQuery.extend({
      ...CELL_QUERY,
      month: Month,
      movement: z.enum([...MOVEMENT_NAMES, ...DEBT_MOVEMENTS]).optional(),
    }),
  },
  responses: tableResponses(
    tableBody(Late, z.object({ points: Points, money: Money })).openapi('LateMovements'),
    'Late movements',
  ),
});
type Query = z.infer<typeof route.request.query>;

/** `/liability/late` */
export const liabilityLate = resource().openapi(route, async (context) => {
  const query = context.req.valid('query');
  return answerTable(context, query, async (reader) => {
    const found = await lateRows(context.var.books, reader, query);
    const { movement } = query;
    const wanted = movement ? found.filter((row) => row.movement === movement) : found;
    return {
      name: `liability-late-${query.month}`,
      sql: `select * from (select unnest(from_json($found::json, '${JSON.stringify([ROW_TYPES])}'), recursive := true))`,
      parameters: { found: JSON.stringify(wanted) },
      orderBy: `moved_at ${query.order ?? 'desc'}, event_id nulls last, lot_id nulls last, movement, points`,
      totals: `coalesce(sum(points), 0)::decimal(18, 2) as points, coalesce(sum(money), 0)::decimal(18, 4) as money`,
    };
  });
});

const ROW_TYPES = {
  movement: 'varchar',
  moved_at: 'timestamptz',
  recorded_at: 'timestamptz',
  member_id: 'varchar',
  wallet: 'varchar',
  kind: 'varchar',
  points: 'decimal(18, 2)',
  money: 'decimal(18, 4)',
  tier: 'varchar',
  issuer: 'varchar',
  vintage: 'varchar',
  point_kind: 'varchar',
  lot_id: 'varchar',
  source: 'varchar',
  event_id: 'varchar',
  source_file: 'varchar',
  source_record: 'integer',
} as const;

interface Moved extends Record<Exclude<keyof typeof ROW_TYPES, 'source_record'>, string | null> {
  movement: string;
  points: string;
  money: string;
  source_record: number | null;
  treatment: string | null;
  /** Whether the points are measured as they come in, as they go out, by their sale, or not at all. */
  measured: 'in' | 'out' | 'sale' | 'none';
}

interface Unit {
  wallet: string;
  point_kind: string;
  vintage: string;
  unit_in: string;
  unit_out: string;
}

/** What this book has of closed months and the one they were closed with has not, or has otherwise. */
async function lateRows(books: Books, reader: BookReader, query: Query): Promise<Moved[]> {
  const close = (await closesOf(reader)).at(-1);
  // What is late of closed months counts in the first month after them alone.
  if (!close || monthPlus(close.period, 1) !== query.month) return [];
  if (!(await isOnShelf(books, close.book_id)))
    throw new Problem(
      404,
      'unknown_book',
      `The book ${close.book_id.slice(0, 12)} with which ${close.period} was closed is no longer on the shelf, so what came late cannot be told apart; compute it again.`,
    );
  const now = await movedUntil(reader, query, close.period);
  const then = await books.read(close.book_id, (closed) => movedUntil(closed, query, close.period));
  return priced(differences(now, then), await unitsOf(reader, query));
}

/** The movements of all months through `period`, of the cells asked for. */
function movedUntil(reader: BookReader, query: CellQuery, period: string): Promise<Moved[]> {
  const { where, parameters } = cellConditions(reader, query).add(
    `month <= strptime($period, '%Y-%m')::date`,
    'period',
    period,
  );
  return reader.rows<Moved>(
    `select cell.movement, cell.moved_at::varchar as moved_at, entry.recorded_at::varchar as recorded_at,
       account.member_id, cell.wallet, entry.event_type as kind, cell.points::varchar as points,
       coalesce(cell.money, 0)::varchar as money, cell.tier, cell.issuer, strftime(cell.vintage, '%Y-%m') as vintage,
       cell.kind as point_kind, lot_id.lot_id, entry.source, entry.event_id, entry.source_file, entry.source_record::integer as source_record,
       treatments.treatment,
       case
         when cell.movement in ('issued', 'reversed') then if(treatments.treatment = 'contract_liability', 'sale', 'in')
         when cell.movement = 'restored' then if(lot.opening_entry_no = cell.entry_no and lot.lot_no = lot.origin_lot_no, 'in', 'out')
         when cell.movement = 'redeemed' then 'out'
         when cell.movement = 'exchanged_net' then if(cell.points < 0, 'out', 'in')
         when cell.movement = 'adjusted' then if(cell.points < 0, 'none', 'in')
         when cell.movement = 'debt_repaid' then if(cause.event_type in ('redeem', 'exchange_out'), 'out', 'none')
         else 'none'
       end as measured
     from (select * from liability.cell_events ${where}) as cell
     join ledger.accounts as account on account.account_no = cell.account_no
     left join meta.treatments as treatments on treatments.kind = cell.kind
     left join lots.lot_facts as lot on lot.lot_no = cell.lot_no
     left join lots.lot_ids as lot_id on lot_id.lot_no = cell.lot_no
     left join ledger.entries as entry on entry.entry_no = cell.entry_no
     left join ledger.entries as cause on cause.entry_no = cell.cause_entry_no
     order by all`,
    parameters,
  );
}

const IDENTITY = [
  ...['movement', 'moved_at', 'member_id', 'wallet', 'tier', 'issuer', 'vintage', 'point_kind'],
  ...['lot_id', 'source', 'event_id', 'measured'],
] as const;

function differences(now: readonly Moved[], then: readonly Moved[]): Moved[] {
  const sums = new Map<string, { row: Moved; points: bigint; money: bigint }>();
  for (const [rows, sign] of [
    [now, 1n],
    [then, -1n],
  ] as const) {
    for (const row of rows) {
      const key = JSON.stringify(IDENTITY.map((name) => row[name as 'movement']));
      const sum = sums.get(key) ?? { row, points: 0n, money: 0n };
      sum.points += sign * wholeOf(row.points);
      // Only a sale's own price is the same in both books; what an estimate gives is not compared.
      if (row.measured === 'sale') sum.money += sign * wholeOf(row.money);
      sums.set(key, sum);
    }
  }
  return [...sums.values()]
    .filter(({ points, money }) => points !== 0n || money !== 0n)
    .map(({ row, points, money }) => ({ ...row, points: decimal(points, 2), money: decimal(money, 4) }));
}

/**
 * What the rows add to the money of their cells: a sale by its own price, else at the pool's unit of the open month. The
 * rounding of a cell is split over its rows in their order, so that they add up to its `prior_period`.
 */
function priced(rows: readonly Moved[], units: readonly Unit[]): Moved[] {
  const unitOf = new Map(
    units.map((unit) => [JSON.stringify([unit.wallet, unit.point_kind, unit.vintage]), unit]),
  );
  const reached = new Map<string, bigint>();
  return rows.map((row) => {
    const isMoved = row.movement in MOVEMENTS;
    const sign = isMoved ? BigInt(MOVEMENTS[row.movement as Movement]) : 0n;
    if (row.measured === 'sale') return { ...row, money: decimal(sign * wholeOf(row.money), 4) };
    const unit = unitOf.get(JSON.stringify([row.wallet, row.point_kind, row.vintage]));
    if (row.measured === 'none' || !unit) return { ...row, money: '0.0000' };
    const each = wholeOf(row.measured === 'in' ? unit.unit_in : unit.unit_out);
    const { wallet, tier, issuer, vintage, point_kind: kind } = row;
    // Points that leave by an exchange are measured apart from those that come by one.
    const key = JSON.stringify([row.movement, row.measured, wallet, tier, issuer, vintage, kind]);
    const before = reached.get(key) ?? 0n;
    const after = before + wholeOf(row.points);
    reached.set(key, after);
    const money = (points: bigint) => divideRounded(each * points, 1_000_000n);
    return { ...row, money: decimal(sign * (money(after) - money(before)), 4) };
  });
}

function unitsOf(reader: BookReader, query: Query): Promise<Unit[]> {
  const { where, parameters } = cellConditions(reader, { programme: query.programme, wallet: query.wallet });
  return reader.rows<Unit>(
    `select wallet, kind as point_kind, strftime(vintage, '%Y-%m') as vintage, unit_in::varchar as unit_in,
       unit_out::varchar as unit_out
     from liability.pool_months ${where} and month = strptime($month, '%Y-%m')::date`,
    { ...parameters, month: query.month },
  );
}

/** The digits of a decimal as a whole number. */
function wholeOf(text: string): bigint {
  return BigInt(text.replace('.', ''));
}

function decimal(whole: bigint, digits: number): string {
  const text = String(whole < 0n ? -whole : whole).padStart(digits + 1, '0');
  return `${whole < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
