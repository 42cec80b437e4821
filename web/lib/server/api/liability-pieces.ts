import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { Conditions } from './conditions.ts';
import { Points, resource } from './environment.ts';
import { LOT_FIELDS, Money, Month, programmeOf, type Movement } from './liability-cells.ts';
import { withStandingLots } from './lot-rows.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const MonthQuery = TableQuery.extend({
  programme: z.string().max(200).optional().openapi({ description: 'Default: the first of the book' }),
  wallet: z.string().max(200),
  month: Month,
});

const JournalPart = z
  .object({
    movement: z.string(),
    sign: z.number().int().openapi({ description: 'How it counts in the entry: 1 or -1' }),
    points: Points,
    money: Money,
  })
  .openapi('JournalPart');

const partsRoute = createRoute({
  method: 'get',
  path: '/journal-parts',
  summary:
    'The movements of the roll-forward that an entry of the journal is made of; signed, they add up to it',
  request: { query: MonthQuery.extend({ entry_kind: z.string().max(60) }) },
  responses: tableResponses(
    tableBody(JournalPart, z.object({ money: Money })).openapi('JournalParts'),
    'Movements',
  ),
});

const Carried = z.object({ wallet: z.string(), points: Points, money: Money }).openapi('CarriedWallet');

const carriedRoute = createRoute({
  method: 'get',
  path: '/carried',
  summary: 'What an account of the general ledger should carry at a month’s end, wallet by wallet',
  request: {
    query: MonthQuery.omit({ wallet: true }).extend({
      wallet: z.string().max(200).optional(),
      role: z.enum(['contract_liability', 'provision']),
    }),
  },
  responses: tableResponses(
    tableBody(Carried, z.object({ points: Points, money: Money })).openapi('CarriedWallets'),
    'Wallets',
  ),
});

const BUCKET_BASES = ['months_since_issue', 'expiry'] as const;

const BucketLot = z.object({ ...LOT_FIELDS, points: Points }).openapi('BucketLot');

const bucketRoute = createRoute({
  method: 'get',
  path: '/bucket-lots',
  summary: 'The lots that a span of the ageing, or of the maturity by expiry, is made of; they add up to it',
  request: {
    query: TableQuery.extend({
      programme: z.string().max(200).optional().openapi({ description: 'Default: the first of the book' }),
      wallet: z.string().max(200).optional(),
      basis: z.enum(BUCKET_BASES),
      bucket: z
        .string()
        .max(20)
        .openapi({ description: 'As the table names it, e.g. `12-23`', example: '12-23' }),
    }),
  },
  responses: tableResponses(
    tableBody(BucketLot, z.object({ points: Points, money: Money.nullable() })).openapi('BucketLots'),
    'Lots of a span',
  ),
});

/** `/liability/{carried,journal-parts,bucket-lots}`: what the ledger carries, what is booked and aged, piece by piece. */
export const liabilityPieces = resource()
  .openapi(carriedRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => carried(reader, query));
  })
  .openapi(partsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => journalParts(reader, query));
  })
  .openapi(bucketRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => bucketLots(reader, query));
  });

/** What entries are made of, by the first word of their kind; see engine/build/liability-journal.ts. */
const ENTRY_PARTS: Readonly<Record<string, Readonly<Partial<Record<Movement, 1 | -1>>>>> = {
  sale: { issued: 1 },
  refund: { reversed: 1 },
  redemption: { redeemed: 1, debt_repaid: 1, restored: -1, exchanged_net: -1 },
  use: { redeemed: 1, debt_repaid: 1, restored: -1, exchanged_net: -1 },
  grant: { issued: 1, adjusted: 1, reversed: -1 },
};

function journalParts(reader: BookReader, query: z.infer<typeof partsRoute.request.query>) {
  const [name = '', pointKind] = query.entry_kind.split('/');
  const parts = Object.entries(ENTRY_PARTS[name] ?? {});
  const { where, parameters } = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('wallet = $wallet', 'wallet', query.wallet)
    .add(`month = strptime($month, '%Y-%m')::date`, 'month', query.month)
    .add('kind = $kind', 'kind', pointKind)
    .require(`treatment = '${pointKind === undefined ? 'contract_liability' : 'provision'}'`);
  const points = (movement: string) =>
    movement === 'exchanged_net'
      ? 'exchanged_in - exchanged_out'
      : movement === 'adjusted'
        ? 'adjusted_up - adjusted_down'
        : movement;
  // Names and signs of ENTRY_PARTS, never of the request.
  const one = ([movement, sign]: [string, number], no: number) =>
    `select ${no} as part_no, '${movement}' as movement, ${sign} as sign,
       coalesce(sum(${points(movement)}), 0)::decimal(18, 2) as points,
       coalesce(sum(${movement}_money), 0)::decimal(18, 4) as money from chosen`;
  const rows =
    parts.length === 0
      ? `select 0 as part_no, '' as movement, 1 as sign, 0::decimal(18, 2) as points,
       0::decimal(18, 4) as money where false`
      : parts.map(one).join(' union all ');
  return {
    name: `journal-parts-${query.month}`,
    sql: `with chosen as (select * from liability.cell_months ${where} and vintage is not null)
          select * from (${rows}) where points <> 0 or money <> 0`,
    parameters,
    orderBy: 'part_no',
    totals: 'coalesce(sum(sign * money), 0)::decimal(18, 4) as money',
    widen: (window: string) => `select * from (${window})`,
    hidden: ['part_no'],
  };
}

/**
 * First month of a span and the month after its last, counted from the as-of month, by how the tables name spans: ages
 * count both ends (`12-23`), months until expiry leave the last out (`12-24`).
 */
function spanOf(basis: (typeof BUCKET_BASES)[number], bucket: string): [number, number] {
  if (bucket === 'overdue') return [-100_000, 0];
  if (bucket === 'never') return [10_000, 100_000];
  const open = /^(\d+)\+$/.exec(bucket);
  if (open) return [Number(open[1]), 10_000];
  const span = /^(\d+)-(\d+)$/.exec(bucket);
  if (!span)
    throw new Problem(400, 'bad_request', `The parameter bucket is not usable: ${bucket} is no span.`);
  return [Number(span[1]), Number(span[2]) + (basis === 'months_since_issue' ? 1 : 0)];
}

function bucketLots(reader: BookReader, query: z.infer<typeof bucketRoute.request.query>) {
  const [from, to] = spanOf(query.basis, query.bucket);
  const { where, parameters } = new Conditions()
    .add('cell.programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('cell.wallet = $wallet', 'wallet', query.wallet);
  const monthNo = (day: string) => `(year(${day}) * 12 + month(${day}))`;
  const counted =
    query.basis === 'expiry'
      ? 'coalesce(standing.months_left, 10000)'
      : `${monthNo(`date '${reader.book.as_of}'`)} - ${monthNo('cell.vintage')}`;
  return {
    name: `liability-${query.basis}-${query.bucket}`,
    sql: `select cell.wallet, cell.tier, cell.issuer_merchant_id as issuer, cell.vintage, cell.kind as point_kind,
            standing.points, standing.money, standing.account_no, standing.lot_no
          from liability.standing_lots as standing join liability.cells as cell on cell.cell_no = standing.cell_no
          ${where} and ${counted} between ${from} and ${to - 1}`,
    parameters,
    orderBy: `points ${query.order ?? 'desc'}, account_no, lot_no`,
    totals: `coalesce(sum(points), 0)::decimal(18, 2) as points, sum(money)::decimal(18, 4) as money`,
    widen: (window: string) => withStandingLots(reader, window),
    hidden: ['account_no', 'lot_no'],
  };
}

/** The sums that the tie-out compares with, not yet added over wallets. */
function carried(reader: BookReader, query: z.infer<typeof carriedRoute.request.query>) {
  const { where, parameters } = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('wallet = $wallet', 'wallet', query.wallet)
    .add(`month = strptime($month, '%Y-%m')::date`, 'month', query.month)
    .add('treatment = $role', 'role', query.role);
  return {
    name: `carried-${query.month}`,
    sql: `select wallet, sum(closing)::decimal(18, 2) as points, sum(closing_money)::decimal(18, 4) as money
          from liability.month_totals ${where} group by wallet having sum(closing) <> 0 or sum(closing_money) <> 0`,
    parameters,
    orderBy: `money ${query.order ?? 'desc'}, wallet`,
    totals: `coalesce(sum(points), 0)::decimal(18, 2) as points, coalesce(sum(money), 0)::decimal(18, 4) as money`,
  };
}
