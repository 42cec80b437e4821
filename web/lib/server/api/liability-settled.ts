import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Instant, Points, resource } from './environment.ts';
import { Money, Month, MONTH, programmeOf } from './liability-cells.ts';
import { withLots } from './lot-rows.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const PARTIES = ['issuer', 'redeemer', 'bearer'] as const;
const MonthQuery = TableQuery.extend({
  programme: z.string().max(200).optional().openapi({ description: 'Default: the first of the book' }),
  wallet: z.string().max(200),
  month: Month,
});

const SettledEvent = z
  .object({
    moved_at: Instant,
    member_id: z.string(),
    kind: z
      .string()
      .openapi({ description: 'What moved: a redemption, a repayment of its debt, or a restore' }),
    points: Points.openapi({ description: 'Negative: given back' }),
    price_per_point: z.string().nullable(),
    amount: Money.nullable(),
    tax: Money.nullable(),
    vintage: Month,
    lot_id: z.string(),
    source: z.string(),
    event_id: z.string(),
    source_file: z.string().nullable(),
    source_record: z.number().int().nullable(),
  })
  .openapi('SettledEvent');

const settledRoute = createRoute({
  method: 'get',
  path: '/settlement-events',
  summary: 'The redemptions that a row of the settlement is made of; they add up to it',
  request: {
    query: MonthQuery.extend({
      issuer: z.string().max(200).optional(),
      redeemer: z.string().max(200).optional(),
      bearer: z.string().max(200).optional(),
      without: z
        .string()
        .regex(/^(issuer|redeemer|bearer)(,(issuer|redeemer|bearer))*$/, 'name issuer, redeemer or bearer')
        .optional()
        .openapi({ description: 'Parties that the row has none of' }),
    }),
  },
  responses: tableResponses(
    tableBody(
      SettledEvent,
      z.object({ points: Points, amount: Money.nullable(), tax: Money.nullable() }),
    ).openapi('SettledEvents'),
    'Events of a settlement',
  ),
});

const PayableEvent = z
  .object({
    moved_at: Instant,
    member_id: z.string(),
    kind: z.enum(['issued', 'reversed']),
    points: Points.openapi({ description: 'Handed out; negative: taken back' }),
    payable: Money.openapi({ description: 'Negative: no longer owed' }),
    lot_id: z.string(),
    issuer: z.string().nullable(),
    source: z.string(),
    event_id: z.string(),
    source_file: z.string().nullable(),
    source_record: z.number().int().nullable(),
  })
  .openapi('PayableEvent');

const payableRoute = createRoute({
  method: 'get',
  path: '/payable-events',
  summary: 'The points handed out for another operator, and taken back, that a payable is made of',
  request: { query: MonthQuery.extend({ is_sale: z.enum(['true', 'false']) }) },
  responses: tableResponses(
    tableBody(
      PayableEvent,
      z.object({ issued: Points, reversed: Points, payable: Money, payable_reversed: Money }),
    ).openapi('PayableEvents'),
    'Events of a payable',
  ),
});

/** `/liability/{settlement-events,payable-events}`: what is settled between merchants, event by event. */
export const liabilitySettled = resource()
  .openapi(settledRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => settledEvents(reader, query));
  })
  .openapi(payableRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => payableEvents(reader, query));
  });

/**
 * A price times the points of a month is rounded once; the rounding is split over the events in their order, so that
 * they add up to the row to the last digit. A restore takes its redemption's share off again.
 */
function settledEvents(reader: BookReader, query: z.infer<typeof settledRoute.request.query>) {
  const without = query.without?.split(',') ?? [];
  const named = PARTIES.filter((party) => query[party] !== undefined);
  const conditions = [
    ...named.map((party) => `${party} = $${party}`),
    // Words of the schema's pattern, never others.
    ...without.map((party) => `${party} is null`),
  ];
  const within = `programme_id = $programme and wallet = $wallet`;
  return {
    name: `settlement-${query.month}`,
    sql: `with cells as (
            select cell_no, issuer_merchant_id as issuer, vintage from liability.cells where ${within}),
          parts as (
            select * replace (if(movement in ('restored', 'exchanged_net'), -points, points) as points),
              coalesce(undone_entry_no, cause_entry_no, entry_no) as spent_entry_no
            from liability.moves where month = ${MONTH} and measured = 'out'),
          placed as (
            select parts.*, cells.issuer, cells.vintage, spent.merchant_id as redeemer,
              (select max(span.valid_from) from meta.settlement_spans as span
                where span.programme_id = $programme and span.valid_from <= parts.moved_at) as span_from
            from parts join cells on cells.cell_no = parts.cell_no
            join ledger.entries as spent on spent.entry_no = parts.spent_entry_no),
          rated as (
            select placed.*, price.bearer_merchant_id as bearer, price.price_per_point, price.tax_rate
            from placed left join (select * from liability.settlement_prices where ${within}) as price
              on price.issuer_merchant_id is not distinct from placed.issuer
              and price.redeemer_merchant_id is not distinct from placed.redeemer
              and price.rates_from is not distinct from nullif(placed.span_from, '-infinity'::timestamptz)),
          running as (
            select *, sum(points) over so_far as points_so_far from rated
            ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
            window so_far as (partition by issuer, redeemer, span_from
              order by moved_at, entry_no, lot_no, points rows unbounded preceding)),
          counted as (
            select *, round(points_so_far * price_per_point, 4)::decimal(18, 4) as owed_after,
              round((points_so_far - points) * price_per_point, 4)::decimal(18, 4) as owed_before from running)
          select moved_at, points::decimal(18, 2) as points, price_per_point, vintage,
            (owed_after - owed_before)::decimal(18, 4) as amount,
            (round(owed_after * tax_rate, 4) - round(owed_before * tax_rate, 4))::decimal(18, 4) as tax,
            account_no, lot_no, entry_no
          from counted`,
    parameters: {
      programme: programmeOf(reader, query.programme),
      wallet: query.wallet,
      month: query.month,
      ...Object.fromEntries(named.map((party) => [party, query[party]!])),
    },
    orderBy: `moved_at ${query.order ?? 'desc'}, entry_no, lot_no, points`,
    totals: `coalesce(sum(points), 0)::decimal(18, 2) as points, sum(amount)::decimal(18, 4) as amount,
      sum(tax)::decimal(18, 4) as tax`,
    widen: (window: string) =>
      withLots(
        reader,
        window,
        `cell.moved_at, account.member_id, entry.event_type as kind, cell.points,
         cell.price_per_point::varchar as price_per_point, cell.amount, cell.tax,
         strftime(cell.vintage, '%Y-%m') as vintage, lot.lot_id, entry.source, entry.event_id, entry.source_file,
         entry.source_record, cell.entry_no, cell.lot_no`,
        'cell.entry_no',
      ),
    hidden: ['entry_no', 'lot_no'],
  };
}

function payableEvents(reader: BookReader, query: z.infer<typeof payableRoute.request.query>) {
  return {
    name: `payables-${query.month}`,
    sql: `select moves.moved_at, moves.movement::varchar as kind,
            if(moves.movement = 'reversed', -moves.points, moves.points) as points,
            coalesce(if(moves.movement = 'reversed', -moves.allocated, moves.allocated), 0)::decimal(18, 4) as payable,
            moves.account_no, moves.entry_no, moves.lot_no, cells.issuer_merchant_id as issuer
          from liability.moves as moves join liability.cells as cells on cells.cell_no = moves.cell_no
          where moves.month = ${MONTH} and moves.movement in ('issued', 'reversed')
            and cells.programme_id = $programme and cells.wallet = $wallet and cells.kind = $kind`,
    parameters: {
      programme: programmeOf(reader, query.programme),
      wallet: query.wallet,
      month: query.month,
      kind: query.is_sale === 'true' ? 'agent_sale' : 'agent_free',
    },
    orderBy: `moved_at ${query.order ?? 'desc'}, entry_no, lot_no`,
    totals: `coalesce(sum(points) filter (kind = 'issued'), 0)::decimal(18, 2) as issued,
      coalesce(-sum(points) filter (kind = 'reversed'), 0)::decimal(18, 2) as reversed,
      coalesce(sum(payable) filter (kind = 'issued'), 0)::decimal(18, 4) as payable,
      coalesce(-sum(payable) filter (kind = 'reversed'), 0)::decimal(18, 4) as payable_reversed`,
    widen: (window: string) =>
      withLots(
        reader,
        window,
        `cell.moved_at, account.member_id, cell.kind, cell.points, cell.payable, lot.lot_id, cell.issuer,
         entry.source, entry.event_id, entry.source_file, entry.source_record, cell.entry_no, cell.lot_no`,
        'cell.entry_no',
      ),
    hidden: ['entry_no', 'lot_no'],
  };
}
