import { createRoute, z } from '@hono/zod-openapi';
import type { Scope } from '#pipelines/people/scope.ts';
import type { BookReader } from '../book-reader.ts';
import { givenNames } from '../given-names.ts';
import { Problem } from '../problem.ts';
import { Conditions } from './conditions.ts';
import { BookQuery, BookSchema, Instant, Points, REFUSALS, resource } from './environment.ts';
import { EVENT_KINDS } from './events.ts';
import { answerTable, jsonRow, tableBody, TableQuery, tableResponses } from './table.ts';

const Whose = {
  member: z.string().min(1).max(500),
  programme: z.string().max(200).optional(),
  wallet: z.string().max(200).optional(),
};

const Holding = z.object({
  programme_id: z.string(),
  wallet: z.string(),
  points_outstanding: Points,
  points_available: Points,
  points_pending: Points,
  points_debt: Points,
  points_balance: Points,
  earned: Points,
  redeemed: Points,
  expired: Points,
  other: Points,
  first_event_at: Instant.nullable(),
  last_event_at: Instant.nullable(),
  events: z.number().int(),
  lots: z.number().int(),
  open_lots: z.number().int(),
  mismatches: z.number().int(),
});

const Trace = z
  .object({ book: BookSchema, member_id: z.string(), accounts: z.array(Holding) })
  .openapi('Trace');

const traceRoute = createRoute({
  method: 'get',
  path: '/',
  summary: "A member's accounts",
  request: { query: BookQuery.extend(Whose) },
  responses: {
    200: { description: 'The accounts', content: { 'application/json': { schema: Trace } } },
    ...REFUSALS,
  },
});

const TraceEvent = z
  .object({
    programme_id: z.string(),
    wallet: z.string(),
    position: z
      .number()
      .int()
      .openapi({ description: 'Position in the account, expiries by the clock counted too' }),
    kind: z.enum(EVENT_KINDS),
    effective_at: Instant,
    recorded_at: Instant.nullable(),
    points_change: Points,
    balance: Points.openapi({ description: 'Recomputed balance after the event' }),
    balance_after: Points.nullable().openapi({ description: 'As the source reported it' }),
    difference: Points.nullable().openapi({ description: 'Reported less recomputed, where they differ' }),
    reason: z.string().nullable(),
    amount: z.string().nullable(),
    merchant_id: z.string().nullable(),
    merchant_name: z.string().nullable(),
    item_id: z.string().nullable(),
    item_name: z.string().nullable(),
    source: z.string().nullable(),
    event_id: z.string().nullable(),
    batch_id: z.string().nullable(),
    source_file: z.string().nullable(),
    source_record: z.number().int().nullable(),
  })
  .openapi('TraceEvent');

const eventsRoute = createRoute({
  method: 'get',
  path: '/events',
  summary:
    "A member's events and expiries in the order of posting, with running balance, down to file and record",
  request: { query: TableQuery.extend(Whose) },
  responses: tableResponses(
    tableBody(TraceEvent, z.object({ points_change: Points })).openapi('TraceEvents'),
    'Events',
  ),
});

const LOT_POINTS = [
  'points_opened',
  'points_restored',
  'points_redeemed',
  'points_expired',
  'points_transferred',
  'points_reversed',
  'points_forfeited',
  'points_adjusted',
  'points_exchanged',
  'points_debt_repaid',
  'points_remaining',
] as const;
const LotPoints = Object.fromEntries(LOT_POINTS.map((name) => [name, Points])) as Record<
  (typeof LOT_POINTS)[number],
  typeof Points
>;

const Lot = z
  .object({
    lot_no: z.number().int().openapi({ description: 'Number of the lot within the book' }),
    programme_id: z.string(),
    wallet: z.string(),
    opening_kind: z.enum(EVENT_KINDS),
    opening_source: z.string(),
    opening_event_id: z.string(),
    reason: z.string().nullable(),
    parent_member_id: z.string().nullable().openapi({ description: 'Whose lot it came from, by transfer' }),
    origin_opened_at: Instant,
    opened_at: Instant,
    available_at: Instant.nullable(),
    expires_at: Instant.nullable(),
    ...LotPoints,
    source_file: z.string().nullable(),
    source_record: z.number().int().nullable(),
  })
  .openapi('Lot');

const lotsRoute = createRoute({
  method: 'get',
  path: '/lots',
  summary: "A member's lots: what each earn opened and what became of it",
  request: {
    query: TableQuery.extend({ ...Whose, state: z.enum(['open', 'closed']).optional() }),
  },
  responses: tableResponses(tableBody(Lot, z.object(LotPoints)).openapi('Lots'), 'Lots'),
});

const Use = z
  .object({
    lot_no: z.number().int(),
    use_type: z.enum([
      'redeem',
      'expire',
      'transfer',
      'reverse',
      'forfeit',
      'adjust',
      'exchange',
      'debt_repaid',
      'restore',
    ]),
    points: Points,
    used_at: Instant,
    wallet: z.string(),
    source: z.string().nullable(),
    event_id: z.string().nullable().openapi({ description: 'Empty for an expiry by the clock' }),
    opening_event_id: z.string(),
  })
  .openapi('Use');

const usesRoute = createRoute({
  method: 'get',
  path: '/uses',
  summary: "What used a member's lots; of one event or one lot if named",
  request: {
    query: TableQuery.extend({
      ...Whose,
      event: z.string().max(500).optional(),
      source: z.string().max(200).optional(),
      lot: z.coerce.number().int().optional(),
    }),
  },
  responses: tableResponses(tableBody(Use, z.object({ points: Points })).openapi('Uses'), 'Uses'),
});

/** `/trace` */
export const trace = resource()
  .openapi(traceRoute, async (context) => {
    const query = context.req.valid('query');
    const body = await context.var.books.read(query.book, async (reader) => ({
      book: reader.book,
      member_id: query.member,
      accounts: await holdingsOf(reader, query),
    }));
    return context.json(body, 200);
  })
  .openapi(eventsRoute, (context) => {
    const query = context.req.valid('query');
    const scope = scopeOf(query);
    return answerTable(context, query, () => ({
      name: 'trace-events',
      sql: eventsSql(scope.where, context.var.viewer.scope),
      parameters: scope.parameters,
      // Newest first holds over all accounts of the member; the ledger's own order goes account by account.
      orderBy: query.order === 'desc' ? 'effective_at desc, position desc' : 'programme_id, wallet, position',
      totals: 'coalesce(sum(points_change), 0)::decimal(18, 2) as points_change',
    }));
  })
  .openapi(lotsRoute, (context) => {
    const query = context.req.valid('query');
    const scope = scopeOf(query);
    if (query.state)
      scope.require(query.state === 'open' ? 'lot.points_remaining > 0' : 'lot.points_remaining = 0');
    return answerTable(context, query, () => ({
      name: 'trace-lots',
      // Lots have few parents, and a join that keeps all lots would read those of everybody for them.
      sql: `with mine as materialized (
          select account.programme_id, account.wallet, lot.*
          from ledger.accounts as account join lots.lot_facts as lot using (account_no) ${scope.where}),
        parents as (
          select lot.lot_no, account.member_id
          from lots.lot_facts as lot join ledger.accounts as account using (account_no)
          where lot.lot_no in (select parent_lot_no from mine where parent_lot_no is not null))
        select mine.lot_no, mine.programme_id, mine.wallet, entry.event_type as opening_kind,
          entry.source as opening_source, entry.event_id as opening_event_id, entry.reason,
          parents.member_id as parent_member_id, mine.origin_opened_at, mine.opened_at, mine.available_at,
          mine.expires_at, ${LOT_POINTS.map((name) => `mine.${name}`).join(', ')}, entry.source_file,
          entry.source_record
        from mine
        join ledger.entries as entry on entry.account_no = mine.account_no and entry.entry_no = mine.opening_entry_no
        left join parents on parents.lot_no = mine.parent_lot_no`,
      atOnce: true,
      parameters: scope.parameters,
      orderBy: `opened_at ${query.order ?? 'asc'}, lot_no`,
      totals: LOT_POINTS.map((name) => `coalesce(sum(${name}), 0)::decimal(18, 2) as ${name}`).join(', '),
    }));
  })
  .openapi(usesRoute, (context) => {
    const query = context.req.valid('query');
    const scope = scopeOf(query)
      .add('entry.event_id = $event', 'event', query.event)
      .add('entry.source = $source', 'source', query.source)
      .add('fact.lot_no = $lot', 'lot', query.lot);
    return answerTable(context, query, () => ({
      name: 'trace-uses',
      sql: `select fact.lot_no, fact.use_type, fact.points, fact.used_at, account.wallet, entry.source, entry.event_id,
          opening.event_id as opening_event_id
        from ledger.accounts as account
        join lots.use_facts as fact using (account_no)
        join lots.lot_facts as lot on lot.account_no = fact.account_no and lot.lot_no = fact.lot_no
        join ledger.entries as opening
          on opening.account_no = lot.account_no and opening.entry_no = lot.opening_entry_no
        left join ledger.entries as entry on entry.account_no = fact.account_no and entry.entry_no = fact.entry_no
        ${scope.where}`,
      parameters: scope.parameters,
      orderBy: `used_at ${query.order ?? 'asc'}, lot_no, use_type`,
      totals: 'coalesce(sum(points), 0)::decimal(18, 2) as points',
    }));
  });

function scopeOf(query: { member: string; programme?: string; wallet?: string }): Conditions {
  return new Conditions()
    .add('account.member_id = $member', 'member', query.member)
    .add('account.programme_id = $programme', 'programme', query.programme)
    .add('account.wallet = $wallet', 'wallet', query.wallet);
}

async function holdingsOf(
  reader: BookReader,
  query: { member: string; programme?: string; wallet?: string },
) {
  const scope = scopeOf(query);
  const found = await reader.rows<z.infer<typeof Holding>>(
    `select account.programme_id, account.wallet,
       (points_available + points_pending)::decimal(18, 2) as points_outstanding,
       points_available, points_pending, points_debt, points_balance, earned, redeemed, expired,
       (points_balance - earned + redeemed + expired)::decimal(18, 2) as other, first_event_at, last_event_at,
       (select count(*) from ledger.entries as entry where entry.account_no = account.account_no) as events,
       (select count(*) from lots.lot_facts as lot where lot.account_no = account.account_no) as lots,
       (select count(*) from lots.lot_facts as lot
          where lot.account_no = account.account_no and lot.points_remaining > 0) as open_lots,
       (select count(*) from balances.mismatches as mismatch
          where mismatch.account_no = account.account_no) as mismatches
     from balances.accounts as account ${scope.where} order by account.programme_id, account.wallet`,
    scope.parameters,
  );
  if (found.length === 0) {
    throw new Problem(
      404,
      'unknown_member',
      `The book has no account of member ${query.member}: search for the member among the accounts.`,
    );
  }
  return found.map(jsonRow);
}

/**
 * Entries of the accounts together with expiries by the clock. At one instant the clock goes first; an expiry that a
 * restore caused stands right after it. What the floor let go was never in the balance, so it is added back, until a
 * restore or forfeit cancels it.
 */
function eventsSql(where: string, scope: Scope): string {
  const names = givenNames('steps', 'accounts', scope);
  return `with
    accounts as (select account.* from ledger.accounts as account ${where}),
    steps as (
      select entry.account_no, entry.effective_at, 1 as phase, entry.seq, 0 as step, entry.event_type as kind,
        entry.recorded_at,
        (entry.points_change + coalesce(shortfall.points, 0) - coalesce(cancellation.points, 0))::decimal(18, 2)
          as points_change,
        entry.balance_after, mismatch.difference, entry.reason, entry.amount, entry.merchant_id, entry.item_id,
        entry.source, entry.event_id, entry.batch_id, entry.source_file, entry.source_record
      from accounts join ledger.entries as entry using (account_no)
      left join lots.shortfall_facts as shortfall
        on shortfall.account_no = entry.account_no and shortfall.entry_no = entry.entry_no and shortfall.kind = 'floor'
      left join lots.cancellations as cancellation
        on cancellation.account_no = entry.account_no and cancellation.entry_no = entry.entry_no
        and cancellation.kind = 'floor'
      left join balances.mismatches as mismatch
        on mismatch.account_no = entry.account_no and mismatch.entry_no = entry.entry_no
        and mismatch.source = 'balance_after'
      union all
      select fact.account_no, fact.used_at, if(fact.entry_no is null, 0, 1), coalesce(entry.seq, 0), 1,
        'implied_expiry', null, (-sum(fact.points))::decimal(18, 2), null, null, null, null, null, null, null, null,
        null, null, null
      from accounts join lots.use_facts as fact using (account_no)
      left join ledger.entries as entry on entry.account_no = fact.account_no and entry.entry_no = fact.entry_no
      where fact.use_type = 'expire' and (fact.entry_no is null or entry.event_type = 'restore')
      group by fact.account_no, fact.used_at, fact.entry_no, entry.seq
    )
  select accounts.programme_id, accounts.wallet, row_number() over posting as position, steps.kind, steps.effective_at, steps.recorded_at,
    steps.points_change, sum(steps.points_change) over posting::decimal(18, 2) as balance, steps.balance_after,
    steps.difference, steps.reason, steps.amount, steps.merchant_id, steps.item_id, steps.source, steps.event_id,
    steps.batch_id, steps.source_file, steps.source_record, ${names.columns}
  from accounts join steps using (account_no)
  ${names.joins}
  window posting as (
    partition by accounts.account_no order by steps.effective_at, steps.phase, steps.seq, steps.step
    rows unbounded preceding
  )`;
}
