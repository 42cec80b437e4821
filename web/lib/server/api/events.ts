import { createRoute, z } from '@hono/zod-openapi';
import { Conditions, contains } from './conditions.ts';
import { Instant, Points, resource } from './environment.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const SORTABLE = ['effective_at', 'member_id', 'points', 'points_change'] as const;

export const EVENT_KINDS = [
  'earn',
  'redeem',
  'expire',
  'transfer_out',
  'transfer_in',
  'exchange_out',
  'exchange_in',
  'reverse',
  'restore',
  'adjust',
  'forfeit',
  'implied_expiry',
] as const;

const Event = z
  .object({
    programme_id: z.string(),
    wallet: z.string(),
    member_id: z.string(),
    kind: z.enum(EVENT_KINDS).openapi({ description: '`implied_expiry`: points that expired by the clock' }),
    effective_at: Instant,
    points: Points.openapi({ description: 'Posted points' }),
    points_change: Points.openapi({ description: 'What it did to the balance' }),
    reason: z.string().nullable(),
    merchant_id: z.string().nullable(),
    item_id: z.string().nullable(),
    source: z.string().nullable(),
    event_id: z.string().nullable(),
    source_file: z.string().nullable(),
    source_record: z.number().int().nullable(),
  })
  .openapi('Event');

const Totals = z.object({ points: Points, points_change: Points });

const route = createRoute({
  method: 'get',
  path: '/',
  summary: 'Posted events and expiries by the clock, over all accounts',
  request: {
    query: TableQuery.extend({
      q: z.string().max(200).optional().openapi({ description: 'Part of the member id' }),
      event: z.string().max(200).optional().openapi({ description: 'The event id' }),
      programme: z.string().max(200).optional(),
      wallet: z.string().max(200).optional(),
      kind: z.enum(EVENT_KINDS).optional(),
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is like 2025-12')
        .optional(),
      sort: z.enum(SORTABLE).optional(),
    }),
  },
  responses: tableResponses(tableBody(Event, Totals).openapi('Events'), 'Events'),
});

/** `/events` */
export const events = resource().openapi(route, (context) => {
  const query = context.req.valid('query');
  return answerTable(context, query, (reader) => ({
    name: 'events',
    ...selection(query, reader.zoneOf(query.programme)),
    orderBy: `${query.sort ?? 'effective_at'} ${query.order ?? 'desc'}, programme_id, wallet, member_id, kind, event_id`,
    totals: `coalesce(sum(points), 0)::decimal(18, 2) as points,
      coalesce(sum(points_change), 0)::decimal(18, 2) as points_change`,
  }));
});

/** Posted events, expiries by the clock, or both: as the kind and the event id allow. */
function selection(query: z.infer<typeof route.request.query>, zone: string) {
  const posted = conditionsOn('entry.effective_at', query, zone)
    .add('entry.event_id = $event', 'event', query.event)
    .add('entry.event_type = $kind', 'kind', query.kind);
  const expired = conditionsOn('fact.used_at', query, zone).require(
    `fact.use_type = 'expire' and (fact.entry_no is null or fact.entry_no in
       (select entry_no from ledger.entries where event_type = 'restore'))`,
  );
  if (query.kind === 'implied_expiry' && !query.event)
    return { sql: impliedExpiries(expired.where), parameters: expired.parameters };
  if (query.kind || query.event) return { sql: postedEvents(posted.where), parameters: posted.parameters };
  return {
    sql: `${postedEvents(posted.where)} union all ${impliedExpiries(expired.where)}`,
    parameters: posted.parameters,
  };
}

function conditionsOn(instant: string, query: z.infer<typeof route.request.query>, zone: string): Conditions {
  const conditions = new Conditions()
    .add(contains('account.member_id', 'q'), 'q', query.q)
    .add('account.programme_id = $programme', 'programme', query.programme)
    .add('account.wallet = $wallet', 'wallet', query.wallet);
  if (!query.month) return conditions;
  return conditions
    .add(`${instant} >= timezone($zone, strptime($month, '%Y-%m'))`, 'zone', zone)
    .add(`${instant} < timezone($zone, strptime($month, '%Y-%m') + interval 1 month)`, 'month', query.month);
}

function postedEvents(where: string): string {
  return `select account.programme_id, account.wallet, account.member_id, entry.event_type as kind, entry.effective_at,
      abs(entry.points_posted)::decimal(18, 2) as points, entry.points_change::decimal(18, 2) as points_change,
      entry.reason, entry.merchant_id, entry.item_id, entry.source, entry.event_id, entry.source_file,
      entry.source_record
    from ledger.entries as entry join ledger.accounts as account using (account_no) ${where}`;
}

function impliedExpiries(where: string): string {
  return `select account.programme_id, account.wallet, account.member_id, 'implied_expiry' as kind,
      fact.used_at as effective_at, fact.points, (- fact.points)::decimal(18, 2) as points_change,
      null::varchar as reason, null::varchar as merchant_id, null::varchar as item_id, null::varchar as source,
      null::varchar as event_id, null::varchar as source_file, null::bigint as source_record
    from lots.use_facts as fact join ledger.accounts as account using (account_no) ${where}`;
}
