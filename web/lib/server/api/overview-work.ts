import { createRoute, z } from '@hono/zod-openapi';
import { isLimited } from '#pipelines/people/scope.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { holds } from '../access/viewer.ts';
import type { BookReader } from '../book-reader.ts';
import { foundIn, foundParameters, foundSql } from '../found.ts';
import { BookQuery, BookSchema, Points, REFUSALS, resource, type ApiContext } from './environment.ts';
import { Money } from './liability-cells.ts';

/** Named as the capability that its people hold. */
const WORK_AREAS = ['compliance', 'finance', 'marketing', 'data'] as const;
type Area = (typeof WORK_AREAS)[number];

/** Each kind of work, the area whose people do it, and the page on which they do; the order is that of urgency. */
const KINDS = {
  critical: ['compliance', '/compliance/findings?severity=critical&status=open'],
  high: ['compliance', '/compliance/findings?severity=high&status=open'],
  overdue: ['compliance', '/compliance/findings?due=overdue'],
  waivers: ['compliance', '/compliance/decisions'],
  not_evaluable: ['compliance', '/compliance'],
  untied: ['finance', '/finance/tie-out'],
  unvalued: ['finance', '/finance'],
  debt: ['finance', '/ledger/accounts?holding=debt&sort=points_debt&order=desc'],
  expiring: ['finance', '/finance/ageing'],
  contacts: ['marketing', '/marketing/contacts'],
  mismatches: ['data', '/ledger/reconciliation'],
  rejected: ['data', '/data/rejects'],
} as const satisfies Record<string, readonly [Area, string]>;
type Kind = keyof typeof KINDS;
const KIND_NAMES = Object.keys(KINDS) as [Kind, ...Kind[]];

const Item = z
  .object({
    kind: z.enum(KIND_NAMES),
    area: z.enum(WORK_AREAS),
    count: z.number().int().openapi({ description: 'How many wait; never 0' }),
    points: Points.nullable(),
    money: Money.nullable(),
    path: z.string().openapi({ description: 'The page on which it is done' }),
  })
  .openapi('WorkItem');

const Work = z
  .object({
    book: BookSchema,
    areas: z.array(z.enum(WORK_AREAS)).openapi({ description: 'Those of the reader’s role' }),
    items: z.array(Item),
  })
  .openapi('Work');

const route = createRoute({
  method: 'get',
  path: '/work',
  summary:
    'What waits for whom: findings to decide, differences to explain, points about to expire, rows to correct',
  request: { query: BookQuery },
  responses: {
    200: { description: 'The work', content: { 'application/json': { schema: Work } } },
    ...REFUSALS,
  },
});

/** `/overview/work` */
export const overviewWork = resource().openapi(route, async (context) => {
  const { book } = context.req.valid('query');
  const body = await context.var.books.read(book, async (reader) => ({
    book: reader.book,
    areas: WORK_AREAS.filter((area) => holds(context.var.viewer, area)),
    items: await itemsOf(context, reader),
  }));
  return context.json(body, 200);
});

interface Waiting {
  readonly kind: Kind;
  readonly count: number;
  readonly points?: string | null;
  readonly money?: string | null;
}

async function itemsOf(context: ApiContext, reader: BookReader): Promise<z.infer<typeof Item>[]> {
  const found = await foundIn(context, reader);
  const waivers = [...found.register.waivers.values()].filter(({ answer }) => answer === 'pending').length;
  const waiting: Waiting[] = [
    ...(await reader.rows<Waiting>(DECISIONS, foundParameters(found))),
    { kind: 'waivers', count: waivers },
    ...(await reader.rows<Waiting>(BOOK_WORK)),
  ];
  const { viewer } = context.var;
  // Batches hold everybody's rows: whoever may see a part only is not told of them.
  if (!isLimited(viewer.scope))
    waiting.push({ kind: 'rejected', count: await rejectedRows(context.var.workspace) });
  return KIND_NAMES.flatMap((kind) => {
    const item = waiting.find((each) => each.kind === kind);
    const count = Number(item?.count ?? 0);
    const [area, path] = KINDS[kind];
    if (!item || count === 0 || !holds(viewer, area)) return [];
    return [{ kind, area, count, points: item.points ?? null, money: item.money ?? null, path }];
  });
}

async function rejectedRows(workspace: string): Promise<number> {
  const { batches } = await readStore(workspace);
  return batches.reduce(
    (sum, { manifest }) => sum + manifest.files.reduce((rows, file) => rows + file.rejected, 0),
    0,
  );
}

/** Findings nobody has decided on, and those that are late. */
const DECISIONS = `
  with found as (select severity, nature, status, is_overdue from (${foundSql}) as finding where gone_since is null)
  select 'critical' as kind, count(*) as count from found where severity = 'critical' and status = 'open'
  union all
  select 'high', count(*) from found where severity = 'high' and status = 'open'
  union all
  select 'overdue', count(*) from found where is_overdue`;

/** What the book itself shows to be undone. Points count as about to expire until the end of the month after the as-of day's. */
const BOOK_WORK = `
  select 'not_evaluable' as kind, count(distinct rule_id) as count, null::decimal(18, 2) as points,
    null::decimal(18, 4) as money
  from rules.runs where outcome in ('not_evaluable', 'failed')
  union all
  select 'untied', count(*), null, sum(abs(difference))::decimal(18, 4)
  from liability.tie_out as tie join meta.programmes as programme using (programme_id)
  where tie.difference <> 0 and tie.as_of = programme.as_of
  union all
  select 'unvalued', count(*), null, null from liability.not_evaluable
  union all
  select 'debt', count(*), sum(points_debt)::decimal(18, 2), null from balances.accounts where points_debt > 0
  union all
  select 'expiring', count(distinct wallet), sum(points)::decimal(18, 2), null
  from liability.expiring_points as expiring join meta.programmes as programme using (programme_id)
  where expiring.expiry_month <= date_trunc('month', programme.as_of) + interval 1 month
  union all
  select 'contacts', count(*), null, null from members.contacts where status = 'due'
  union all
  select 'mismatches', count(*), null, null from balances.mismatches`;
