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
  'shortfall',
] as const;

/** Kinds that the overview shows as one figure; its number opens exactly these. */
const GROUPS = {
  earned: ['earn'],
  redeemed: ['redeem'],
  expired: ['expire', 'implied_expiry'],
  moved: ['transfer_in', 'transfer_out', 'exchange_in', 'exchange_out'],
  corrected: ['reverse', 'restore', 'adjust', 'forfeit', 'shortfall'],
} as const satisfies Record<string, readonly (typeof EVENT_KINDS)[number][]>;

const Event = z
  .object({
    programme_id: z.string(),
    wallet: z.string(),
    member_id: z.string(),
    kind: z.enum(EVENT_KINDS).openapi({
      description:
        '`implied_expiry`: expired by the clock; `shortfall`: spent beyond the balance under the floor policy',
    }),
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
  summary: 'Posted events, expiries by the clock and uncovered spending, over all accounts',
  request: {
    query: TableQuery.extend({
      q: z.string().max(200).optional().openapi({ description: 'Part of the member id' }),
      event: z.string().max(200).optional().openapi({ description: 'The event id' }),
      programme: z.string().max(200).optional(),
      wallet: z.string().max(200).optional(),
      kind: z.enum(EVENT_KINDS).optional(),
      group: z.enum(Object.keys(GROUPS) as [keyof typeof GROUPS]).optional(),
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

/** Posted events, expiries by the clock, or both: as the kinds and the event id allow. */
function selection(query: z.infer<typeof route.request.query>, zone: string) {
  const kinds: readonly string[] = query.kind
    ? [query.kind]
    : query.group
      ? GROUPS[query.group]
      : EVENT_KINDS;
  const posted = conditionsOn('entry.effective_at', query, zone).add(
    'entry.event_id = $event',
    'event',
    query.event,
  );
  if (kinds !== EVENT_KINDS) {
    // Words of the list above, never of the request.
    posted.require(`entry.event_type in (${kinds.map((kind) => `'${kind}'`).join(', ')})`);
  }
  const expired = conditionsOn('fact.used_at', query, zone).require(
    `fact.use_type = 'expire' and (fact.entry_no is null or fact.entry_no in
       (select entry_no from ledger.entries where event_type = 'restore'))`,
  );
  const uncovered = conditionsOn('entry.effective_at', query, zone).require(
    `shortfall.kind = 'floor' and shortfall.points > shortfall.cancelled`,
  );
  const isOfSource = kinds.some((kind) => kind !== 'implied_expiry' && kind !== 'shortfall');
  const parts = [
    isOfSource ? postedEvents(posted.where) : postedEvents('where false'),
    ...(kinds.includes('implied_expiry') && !query.event ? [impliedExpiries(expired.where)] : []),
    ...(kinds.includes('shortfall') && !query.event ? [uncoveredParts(uncovered.where)] : []),
  ];
  return {
    sql: parts.join(' union all '),
    parameters: isOfSource ? posted.parameters : parts.length > 1 ? expired.parameters : {},
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

function uncoveredParts(where: string): string {
  return `select account.programme_id, account.wallet, account.member_id, 'shortfall' as kind, entry.effective_at,
      (shortfall.points - shortfall.cancelled)::decimal(18, 2) as points,
      (shortfall.points - shortfall.cancelled)::decimal(18, 2) as points_change, entry.reason, entry.merchant_id,
      entry.item_id, entry.source, entry.event_id, entry.source_file, entry.source_record
    from lots.shortfall_facts as shortfall
    join ledger.entries as entry using (entry_no)
    join ledger.accounts as account on account.account_no = entry.account_no ${where}`;
}
