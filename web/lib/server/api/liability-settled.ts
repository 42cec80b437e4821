import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Instant, Points, resource } from './environment.ts';
import { endOfMonth, Money, Month, monthPlus, programmeOf } from './liability-cells.ts';
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

/** SQL of the first instant of a month and of the instant after its last. */
function bounds(reader: BookReader, query: { programme?: string | undefined; month: string }) {
  return {
    start: endOfMonth(reader, query.programme, monthPlus(query.month, -1)),
    end: endOfMonth(reader, query.programme, query.month),
  };
}

/**
 * A price times the points of a month is rounded once; the rounding is split over the events in their order, so that
 * they add up to the row to the last digit. A restore takes its redemption's share off again.
 */
function settledEvents(reader: BookReader, query: z.infer<typeof settledRoute.request.query>) {
  const programme = programmeOf(reader, query.programme);
  const { start, end } = bounds(reader, query);
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
    sql: `with moves as (
            select fact.lot_no, fact.entry_no, coalesce(fact.cause_entry_no, fact.entry_no) as spent_entry_no,
              fact.used_at as moved_at, fact.points
            from lots.use_facts as fact
            where fact.use_type in ('redeem', 'exchange', 'debt_repaid')
              and fact.used_at >= ${start} and fact.used_at < ${end}
            union all
            select fact.lot_no, restore.entry_no, spent.entry_no, restore.effective_at, -fact.points
            from ledger.entries as restore
            join ledger.entries as spent on spent.account_no = restore.account_no
              and spent.event_id = restore.related_event_id
              and spent.source = coalesce(restore.related_source, restore.source)
            join (select entry_no, lot_no, points from lots.use_facts where use_type = 'restore'
                and used_at >= ${start} and used_at < ${end}
              union all
              select opening_entry_no, lot_no, points_opened from lots.lot_facts
              where lot_no <> origin_lot_no and opened_at >= ${start} and opened_at < ${end}) as fact
              on fact.entry_no = restore.entry_no
            where restore.event_type = 'restore' and restore.effective_at >= ${start} and restore.effective_at < ${end}),
          placed as (
            select moves.*, cell.account_no, cell.issuer, cell.vintage, spent.merchant_id as redeemer,
              (select max(span.valid_from) from meta.settlement_spans as span
                where span.programme_id = $programme and span.valid_from <= moves.moved_at) as span_from
            from moves
            join liability.lot_cells as cell on cell.lot_no = moves.lot_no
            join ledger.entries as spent on spent.entry_no = moves.spent_entry_no
            where cell.programme_id = $programme and cell.wallet = $wallet and spent.event_type in ('redeem', 'exchange_out')),
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
      programme,
      wallet: query.wallet,
      ...Object.fromEntries(named.map((party) => [party, query[party]!])),
    },
    orderBy: `moved_at ${query.order ?? 'desc'}, entry_no, lot_no, points`,
    totals: `coalesce(sum(points), 0)::decimal(18, 2) as points, sum(amount)::decimal(18, 4) as amount,
      sum(tax)::decimal(18, 4) as tax`,
    widen: (window: string) =>
      withLots(
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
  const programme = programmeOf(reader, query.programme);
  const { start, end } = bounds(reader, query);
  return {
    name: `payables-${query.month}`,
    sql: `with cells as (
            select lot_no, account_no, issuer from liability.lot_cells
            where programme_id = $programme and wallet = $wallet and kind = $kind),
          reversed as (
            select lot_no, entry_no, sum(points) as points, sum(owed) as owed from (
              select lot_no, entry_no, points, 0::decimal(18, 4) as owed from lots.use_facts
              where use_type = 'reverse' and used_at >= ${start} and used_at < ${end}
              union all
              select lot_no, entry_no, 0::decimal(18, 2), allocated from liability.sale_reversals)
            group by lot_no, entry_no)
          select lot.opened_at as moved_at, 'issued' as kind, lot.points_opened as points,
            coalesce(sale.allocated, 0)::decimal(18, 4) as payable, lot.account_no, lot.opening_entry_no as entry_no,
            lot.lot_no, cells.issuer
          from cells join lots.lot_facts as lot on lot.lot_no = cells.lot_no
            left join liability.sale_values as sale on sale.entry_no = lot.opening_entry_no
          where lot.lot_no = lot.origin_lot_no and lot.opened_at >= ${start} and lot.opened_at < ${end}
          union all
          select entry.effective_at, 'reversed', (-reversed.points)::decimal(18, 2), (-reversed.owed)::decimal(18, 4),
            entry.account_no, reversed.entry_no, reversed.lot_no, cells.issuer
          from reversed join cells on cells.lot_no = reversed.lot_no
            join ledger.entries as entry on entry.entry_no = reversed.entry_no
          where entry.effective_at >= ${start} and entry.effective_at < ${end}`,
    parameters: {
      programme,
      wallet: query.wallet,
      kind: query.is_sale === 'true' ? 'agent_sale' : 'agent_free',
    },
    orderBy: `moved_at ${query.order ?? 'desc'}, entry_no, lot_no`,
    totals: `coalesce(sum(points) filter (kind = 'issued'), 0)::decimal(18, 2) as issued,
      coalesce(-sum(points) filter (kind = 'reversed'), 0)::decimal(18, 2) as reversed,
      coalesce(sum(payable) filter (kind = 'issued'), 0)::decimal(18, 4) as payable,
      coalesce(-sum(payable) filter (kind = 'reversed'), 0)::decimal(18, 4) as payable_reversed`,
    widen: (window: string) =>
      withLots(
        window,
        `cell.moved_at, account.member_id, cell.kind, cell.points, cell.payable, lot.lot_id, cell.issuer,
         entry.source, entry.event_id, entry.source_file, entry.source_record, cell.entry_no, cell.lot_no`,
        'cell.entry_no',
      ),
    hidden: ['entry_no', 'lot_no'],
  };
}
