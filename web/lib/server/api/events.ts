import { createRoute, z } from '@hono/zod-openapi';
import { givenNames } from '../given-names.ts';
import { seesWholeProgrammes, type Scope } from '#pipelines/people/scope.ts';
import { Conditions, contains } from './conditions.ts';
import { Instant, Points, resource } from './environment.ts';
import type { Viewer } from '../access/viewer.ts';
import type { BookReader } from '../book-reader.ts';
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
    merchant_name: z.string().nullable(),
    item_id: z.string().nullable(),
    item_name: z.string().nullable(),
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

type Query = z.infer<typeof route.request.query>;

/** `/events` */
export const events = resource().openapi(route, (context) => {
  const query = context.req.valid('query');
  return answerTable(context, query, (reader) => {
    const { where, parameters } = conditions(query, reader.zoneOf(query.programme));
    const isOfAccounts = query.q || query.programme || query.wallet || query.sort === 'member_id';
    const ties = 'account_no, entry_no, use_no, kind';
    return {
      name: 'events',
      sql: changes(Boolean(isOfAccounts), where),
      parameters,
      orderBy: `${query.sort ?? 'effective_at'} ${query.order ?? 'desc'}, ${ties}`,
      totals: TOTALS,
      ...(isAddedUp(query, reader, context.var.viewer) ? { counted: addedUp(query) } : {}),
      widen: (window) => wide(window, context.var.viewer.scope),
      hidden: ['account_no', 'entry_no', 'use_no'],
    };
  });
});

const TOTALS = `coalesce(sum(points), 0)::decimal(18, 2) as points,
  coalesce(sum(points_change), 0)::decimal(18, 2) as points_change`;

/**
 * Whether `balances.flows` has the chosen events added up by kind and month: no part of a month can be cut out of it, for
 * a member, an event or a viewer, and its months are those of each programme's zone.
 */
function isAddedUp(query: Query, reader: BookReader, { scope }: Viewer): boolean {
  if (query.q || query.event || !seesWholeProgrammes(scope)) return false;
  const zone = reader.zoneOf(query.programme);
  return !query.month || reader.programmes.every((each) => each.time_zone === zone);
}

/** The sums and the number of the chosen events; names the parameters that their list is asked with. */
function addedUp(query: Query): string {
  const { where } = new Conditions()
    .add('programme_id = $programme', 'programme', query.programme)
    .add('wallet = $wallet', 'wallet', query.wallet)
    .add(`month = strptime($month, '%Y-%m')::date and $zone is not null`, 'month', query.month)
    .require(kindsOf(query, 'kind'));
  return `select coalesce(sum(events), 0)::bigint as total, ${TOTALS} from balances.flows ${where}`;
}

/** Only what decides whether and where a change stands in the list; see `wide` for the rest. */
function changes(isOfAccounts: boolean, where: string): string {
  return `select change.* ${isOfAccounts ? ', account.member_id' : ''} from balances.changes as change
    ${isOfAccounts ? 'join ledger.accounts as account using (account_no)' : ''} ${where}`;
}

/** The events of a window of changes, or of all. */
function wide(window: string, scope: Scope): string {
  const names = givenNames('entry', 'account', scope);
  return `select account.programme_id, account.wallet, account.member_id, change.kind, change.effective_at,
      change.points, change.points_change, entry.reason, entry.merchant_id, entry.item_id, entry.source,
      entry.event_id, entry.source_file, entry.source_record, ${names.columns}, change.account_no, change.entry_no,
      change.use_no
    from (${window}) as change
    join ledger.accounts as account using (account_no)
    left join ledger.entries as entry on entry.entry_no = change.entry_no
    ${names.joins}`;
}

function conditions(query: Query, zone: string): Conditions {
  const found = new Conditions()
    .add(contains('account.member_id', 'q'), 'q', query.q)
    .add('account.programme_id = $programme', 'programme', query.programme)
    .add('account.wallet = $wallet', 'wallet', query.wallet)
    .add(
      `change.entry_no in (select entry_no from ledger.entries where event_id = $event and entry_no in
        (select entry_no from ledger.event_ids where id_hash = md5_number_lower($event)))`,
      'event',
      query.event,
    );
  found.require(kindsOf(query, 'change.kind'));
  if (query.event) found.require(`change.kind <> 'shortfall'`);
  if (!query.month) return found;
  return found
    .add(`change.effective_at >= timezone($zone, strptime($month, '%Y-%m'))`, 'zone', zone)
    .add(
      `change.effective_at < timezone($zone, strptime($month, '%Y-%m') + interval 1 month)`,
      'month',
      query.month,
    );
}

/** The condition on kinds; words of the lists above, never of the request. */
function kindsOf(query: Query, column: string): string {
  const kinds: readonly string[] | undefined = query.kind ? [query.kind] : query.group && GROUPS[query.group];
  return kinds ? `${column} in (${kinds.map((kind) => `'${kind}'`).join(', ')})` : 'true';
}
