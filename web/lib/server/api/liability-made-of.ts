import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Points, resource } from './environment.ts';
import {
  CELL_QUERY,
  cellConditions,
  DEBT_MOVEMENTS,
  endOfMonth,
  ESTIMATE_MOVEMENTS,
  LOT_FIELDS,
  Money,
  Month,
  MONTH,
  MOVED_FIELDS,
  MOVEMENT_NAMES,
  MOVEMENTS,
  rollforwardOf,
} from './liability-cells.ts';
import { asClosed } from './liability-closes.ts';
import { withLots, withStandingLots } from './lot-rows.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const Totals = z.object({ points: Points, money: Money.nullable() });
const TOTALS = `coalesce(sum(points), 0)::decimal(18, 2) as points, sum(money)::decimal(18, 4) as money`;

const Event = z
  .object({
    ...MOVED_FIELDS,
    money: Money.nullable(),
    cause_event_id: z.string().nullable().openapi({ description: 'Of debt: the event that caused it' }),
  })
  .openapi('LiabilityEvent');

const eventsRoute = createRoute({
  method: 'get',
  path: '/events',
  summary: 'The events and lots that a moving cell of the roll-forward is made of; they add up to it',
  request: {
    query: TableQuery.extend({
      ...CELL_QUERY,
      month: Month,
      movement: z.enum([...MOVEMENT_NAMES, ...DEBT_MOVEMENTS]),
      role: z
        .enum(['contract_liability', 'provision'])
        .optional()
        .openapi({ description: 'Only points that this account of the general ledger carries' }),
      point_kind: z
        .string()
        .max(40)
        .optional()
        .openapi({ description: 'Only points given for this, e.g. `referral`' }),
    }),
  },
  responses: tableResponses(tableBody(Event, Totals).openapi('LiabilityEvents'), 'Events of a cell'),
});

const Lot = z
  .object({
    ...LOT_FIELDS,
    points: Points.openapi({ description: 'What of the lot stood at the end of the month' }),
  })
  .openapi('LiabilityLot');

const lotsRoute = createRoute({
  method: 'get',
  path: '/lots',
  summary: 'The lots that a balance of the roll-forward is made of at the end of a month; they add up to it',
  request: {
    query: TableQuery.extend({
      ...CELL_QUERY,
      month: Month,
      part: z.enum(['all', 'pending']).optional().openapi({ description: 'Only points not yet available' }),
      role: z
        .enum(['contract_liability', 'provision'])
        .optional()
        .openapi({ description: 'Only points that this account of the general ledger carries' }),
    }),
  },
  responses: tableResponses(tableBody(Lot, Totals).openapi('LiabilityLots'), 'Lots of a balance'),
});

const Debt = z
  .object({
    member_id: z.string(),
    wallet: z.string(),
    points: Points,
    money: Money.nullable(),
    incurred: Points,
    settled: Points,
    cancelled: Points,
  })
  .openapi('LiabilityDebt');

const debtsRoute = createRoute({
  method: 'get',
  path: '/debts',
  summary: 'The accounts that owed points at the end of a month',
  request: { query: TableQuery.extend({ ...CELL_QUERY, month: Month }) },
  responses: tableResponses(tableBody(Debt, Totals).openapi('LiabilityDebts'), 'Accounts in debt'),
});

const Change = z
  .object({
    wallet: z.string(),
    tier: z.string().nullable(),
    issuer: z.string().nullable(),
    vintage: Month.nullable(),
    points: Points.openapi({ description: 'Outstanding at the end of the month' }),
    opening_money: Money,
    moved_money: Money.openapi({ description: 'All movements of the month, signed' }),
    closing_money: Money,
    rate_before: z
      .number()
      .nullable()
      .openapi({ description: 'Expected redemption ÷ issued a month before' }),
    rate_after: z.number().nullable(),
    money: Money,
  })
  .openapi('LiabilityChange');

const changesRoute = createRoute({
  method: 'get',
  path: '/changes',
  summary:
    'The cells whose money changed without an event: estimates made anew, late events of closed months',
  request: {
    query: TableQuery.extend({ ...CELL_QUERY, month: Month, movement: z.enum(ESTIMATE_MOVEMENTS) }),
  },
  responses: tableResponses(tableBody(Change, Totals).openapi('LiabilityChanges'), 'Changes of cells'),
});

/** `/liability/{events,lots,debts,changes}`: what the figures of the roll-forward are made of. */
export const liabilityMadeOf = resource()
  .openapi(eventsRoute, async (context) => {
    const query = context.req.valid('query');
    const known = await asClosed(context.var.books, query);
    return answerTable(context, known, (reader) => events(reader, query));
  })
  .openapi(lotsRoute, async (context) => {
    const query = context.req.valid('query');
    const known = await asClosed(context.var.books, query);
    return answerTable(context, known, (reader) => lots(reader, query));
  })
  .openapi(debtsRoute, async (context) => {
    const query = context.req.valid('query');
    const known = await asClosed(context.var.books, query);
    return answerTable(context, known, (reader) => debts(reader, query));
  })
  .openapi(changesRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => changes(reader, query));
  });

function events(reader: BookReader, query: z.infer<typeof eventsRoute.request.query>) {
  const { where, parameters } = cellConditions(reader, query)
    .add(`month = strptime($month, '%Y-%m')::date`, 'month', query.month)
    .add('movement = $movement', 'movement', query.movement)
    .add('kind = $point_kind', 'point_kind', query.point_kind)
    .add('kind in (select kind from meta.treatments where treatment = $role)', 'role', query.role);
  const isDebt = (DEBT_MOVEMENTS as readonly string[]).includes(query.movement);
  return {
    name: `liability-${query.movement}-${query.month}`,
    atOnce: true,
    sql: `select moved_at, wallet, points, money, tier, issuer, vintage, kind as point_kind, account_no, lot_no, entry_no,
            cause_entry_no
          from liability.${isDebt ? 'debt_events' : 'lot_events'} ${where}`,
    parameters,
    orderBy: `moved_at ${query.order ?? 'desc'}, account_no, entry_no, lot_no, cause_entry_no, points`,
    totals: TOTALS,
    widen: (window: string) =>
      withLots(
        reader,
        window,
        `cell.moved_at, account.member_id, cell.wallet, entry.event_type as kind, cell.points, cell.money,
         cell.tier, cell.issuer, strftime(cell.vintage, '%Y-%m') as vintage, cell.point_kind, lot.lot_id,
         entry.source, entry.event_id, cause.event_id as cause_event_id, entry.source_file, entry.source_record,
         cell.account_no, cell.entry_no, cell.lot_no, cell.cause_entry_no`,
        'cell.entry_no',
        'cell.cause_entry_no',
      ),
    hidden: ['account_no', 'entry_no', 'lot_no', 'cause_entry_no'],
  };
}

/** Points of liability.moves as they change what stands of a lot. */
const SIGNED_POINTS = `case when movement in (${MOVEMENT_NAMES.filter((name) => MOVEMENTS[name] < 0)
  .map((name) => `'${name}'`)
  .join(', ')}) then -points else points end`;

/**
 * The money of a pool is split over its cells by their points, in their order, and that of a cell over its lots, to the
 * last digit; so the lots of a cell add up to what the roll-forward gives it. What the cells hold stands ready; only lots
 * of the cells asked for are read.
 */
function lots(reader: BookReader, query: z.infer<typeof lotsRoute.request.query>) {
  const { programme, wallet, vintage } = query;
  const isOfLots = !query.without?.split(',').includes('vintage');
  const pools = cellConditions(reader, { programme, wallet, vintage });
  const chosen = cellConditions(reader, query);
  const isPending = query.part === 'pending';
  return {
    name: `liability-lots-${query.month}`,
    atOnce: true,
    sql: `with months as (
            select pool_no, cell_no, (closing * 100)::bigint as closing
            from liability.cell_months ${pools.where} and year(${MONTH}) * 12 + month(${MONTH}) - 1
              between month_no and last_month_no),
          held as (
            select cell_no, closing, sum(closing) over pool as pool_size, sum(closing) over so_far as cells_so_far
            from months
            window pool as (partition by pool_no), so_far as (partition by pool_no order by cell_no rows unbounded preceding)),
          chosen as (
            select * from (
              select held.*, programme_id, wallet, kind, tier, issuer_merchant_id as issuer, vintage
              from held join liability.cells as cells on cells.cell_no = held.cell_no)
            join meta.treatments as treatments using (kind) ${chosen.where}),
          standing as (
            select cell_no, lot_no, any_value(account_no) as account_no, min(moved_at) as opened_at,
              (sum(${SIGNED_POINTS}) * 100)::bigint as size
            from liability.moves
            where month <= ${MONTH} and cell_no in (select cell_no from chosen)
            group by cell_no, lot_no having sum(${SIGNED_POINTS}) > 0),
          numbered as (
            select standing.*, chosen.* exclude (cell_no), chosen.cells_so_far - chosen.closing as before
            from standing join chosen on chosen.cell_no = standing.cell_no),
          ${isPending ? pendingShares(endOfMonth(reader, programme, query.month)) : SHARES},
          valued as (
            select shared.*, ((pool.contract_liability + pool.provision) * 10000)::hugeint as units,
              shared.wallet in (select wallet from meta.point_values where programme_id = $programme) as is_valued
            from shared left join liability.pool_months as pool on pool.programme_id = shared.programme_id
              and pool.wallet = shared.wallet and pool.kind = shared.kind and pool.vintage = shared.vintage
              and pool.month = ${MONTH})
          select wallet, tier, issuer, vintage, kind as point_kind, opened_at,
            (size::decimal(18, 0) * 0.01::decimal(3, 2))::decimal(18, 2) as points,
            case when is_valued then (${isPending ? PENDING_UNITS : UNITS}::decimal(22, 0)
              * 0.0001::decimal(5, 4))::decimal(18, 4) end as money,
            account_no, lot_no
          from valued where ${isOfLots}
            ${query.role ? 'and is_valued and treatment = $role' : ''}`,
    parameters: { ...chosen.parameters, month: query.month, ...(query.role ? { role: query.role } : {}) },
    orderBy: `points ${query.order ?? 'desc'}, opened_at, account_no, lot_no`,
    totals: TOTALS,
    widen: (window: string) => withStandingLots(reader, window),
    hidden: ['account_no', 'lot_no'],
  };
}

/** What stood of a cell before each of its lots, and that lot. */
const SHARES = `shared as (
            select *, before + sum(size) over (partition by cell_no order by lot_no rows unbounded preceding) as so_far
            from numbered)`;
/** The same of its lots that are not available yet when the month ends. */
const pendingShares = (ends: string) => `shared as (
            select *, sum(size) over (partition by cell_no) as pending_size,
              sum(size) over (partition by cell_no order by lot_no rows unbounded preceding) as pending_so_far
            from numbered
            where lot_no in (select lot_no from lots.lot_facts where opened_at < ${ends} and available_at >= ${ends}))`;
const UNITS = `coalesce(units * so_far // pool_size - units * (so_far - size) // pool_size, 0)`;
/** What the roll-forward calls pending of a cell, split over its pending lots. */
const PENDING_UNITS = `coalesce((units * pending_size // pool_size) * pending_so_far // pending_size
    - (units * pending_size // pool_size) * (pending_so_far - size) // pending_size, 0)`;

function debts(reader: BookReader, query: z.infer<typeof debtsRoute.request.query>) {
  const isDebt = !query.tier && !query.issuer && !query.vintage;
  const { where, parameters } = cellConditions(reader, {
    programme: query.programme,
    wallet: query.wallet,
  });
  const of = (movement: string) =>
    `coalesce(sum(points) filter (movement = '${movement}'), 0)::decimal(18, 2) as ${movement.replace('debt_', '')}`;
  return {
    name: `liability-debts-${query.month}`,
    atOnce: true,
    sql: `with moved as (
            select account_no, ${DEBT_MOVEMENTS.map(of).join(', ')}
            from liability.debt_moves where month <= ${MONTH} group by account_no),
          owing as (
            select programme_id, wallet, moved.*, (incurred - settled - cancelled)::decimal(18, 2) as points,
              ((incurred - settled - cancelled) * 100)::bigint as size
            from moved join ledger.accounts as account on account.account_no = moved.account_no
            ${where} and incurred - settled - cancelled > 0),
          running as (
            select *, sum(size) over (partition by wallet) as size_of_all,
              sum(size) over (partition by wallet order by account_no rows unbounded preceding) as size_so_far
            from owing),
          valued as (
            select running.*, (round(month_value.fair_value_per_point
                * (size_of_all::decimal(18, 0) * 0.01::decimal(3, 2))::decimal(18, 2), 4) * 10000)::hugeint as units
            from running left join liability.month_values as month_value
              on month_value.programme_id = running.programme_id and month_value.wallet = running.wallet
              and month_value.month = ${MONTH})
          select account_no, wallet, points,
            ((units * size_so_far // size_of_all - units * (size_so_far - size) // size_of_all)::decimal(22, 0)
              * 0.0001::decimal(5, 4))::decimal(18, 4) as money,
            incurred, settled, cancelled
          from valued where ${isDebt}`,
    parameters: { ...parameters, month: query.month },
    orderBy: `points ${query.order ?? 'desc'}, account_no`,
    totals: TOTALS,
    widen: (window: string) =>
      `select account.member_id, owing.* from (${window}) as owing
       join ledger.accounts as account on account.account_no = owing.account_no`,
    hidden: ['account_no'],
  };
}

function changes(reader: BookReader, query: z.infer<typeof changesRoute.request.query>) {
  const { where, parameters } = cellConditions(reader, query).add(`month = ${MONTH}`, 'month', query.month);
  const rate = (month: string) =>
    `(select sum(pool.expected_total) / nullif(sum(pool.issued), 0) from liability.pool_months as pool
       where pool.programme_id = cell.programme_id and pool.wallet = cell.wallet and pool.vintage = cell.vintage
         and pool.month = ${month} and pool.treatment <> 'none')`;
  return {
    name: `liability-${query.movement}-${query.month}`,
    sql: `select cell.wallet, cell.tier, cell.issuer, strftime(cell.vintage, '%Y-%m') as vintage, cell.closing as points,
            cell.opening_money,
            (cell.closing_money - cell.opening_money - cell.change_in_estimate - cell.prior_period)::decimal(18, 4)
              as moved_money,
            cell.closing_money, ${rate(`${MONTH} - interval 1 month`)} as rate_before, ${rate(MONTH)} as rate_after,
            cell.${query.movement} as money
          from ${rollforwardOf(reader, query.month, query.month)} as cell ${where} and cell.${query.movement} <> 0`,
    parameters,
    orderBy: `abs(money) ${query.order ?? 'desc'}, wallet, vintage nulls last, tier nulls last, issuer nulls last`,
    totals: TOTALS,
  };
}
