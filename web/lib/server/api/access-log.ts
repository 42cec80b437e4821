import { createRoute, z } from '@hono/zod-openapi';
import { endOfDay } from '#engine/time/local-time.ts';
import {
  ACCESS_ACTIONS,
  AccessAction,
  accessLogHead,
  readAccessLog,
  verifyAccessLog,
} from '#pipelines/people/access-log.ts';
import { BYTE_ORDER_MARK, spreadsheetCell } from '#pipelines/reports/csv-cell.ts';
import { withState } from '#pipelines/state/open.ts';
import { workspaceZone } from '#pipelines/store/workspace-day.ts';
import { REFUSALS, resource, type ApiContext } from './environment.ts';

/** So many entries a file has at most; a longer log is exported by time. */
const MOST_EXPORTED = 100_000;

const Entry = z
  .object({
    seq: z.number().int(),
    at: z.string(),
    person: z.object({ id: z.string(), name: z.string() }).nullable(),
    action: AccessAction,
    subject: z.string(),
    detail: z.string(),
    address: z.string(),
    hash: z.string(),
  })
  .openapi('AccessEntry');

/** A year that clocks have. */
const Day = z.iso.date().regex(/^[12]\d{3}-/, 'a day of the years 1000 to 2999');

const Filter = z.object({
  text: z.string().max(100).optional().openapi({ description: 'Part of the name, subject or detail' }),
  action: AccessAction.optional(),
  person: z.string().max(100).optional(),
  from: Day.optional().openapi({ description: 'First day, in the zone of the first programme' }),
  to: Day.optional().openapi({ description: 'Last day, in the zone of the first programme' }),
});

const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'Who did what, the latest first, with the check of the hash chain',
  request: {
    query: Filter.extend({
      limit: z.coerce.number().int().min(1).max(500).optional(),
      offset: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
    }),
  },
  responses: {
    200: {
      description: 'Entries',
      content: {
        'application/json': {
          schema: z.object({
            entries: z.array(Entry),
            total: z.number().int(),
            head: z.object({ seq: z.number().int(), hash: z.string() }),
            check: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
            actions: z.array(AccessAction),
          }),
        },
      },
    },
    ...REFUSALS,
  },
});

const file = createRoute({
  method: 'get',
  path: '/file',
  summary: 'The same as CSV, all that matches, with the hashes that prove it',
  request: { query: Filter },
  responses: {
    200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } },
    ...REFUSALS,
  },
});

const COLUMNS = [
  'seq',
  'at',
  'person_id',
  'person',
  'action',
  'subject',
  'detail',
  'address',
  'hash',
] as const;

/** `/access-log` */
export const accessLog = resource()
  .openapi(list, async (context) => {
    const { limit = 100, offset = 0, ...asked } = context.req.valid('query');
    const filter = await filterOf(context, asked);
    return withState(context.var.workspace, (state) => {
      const check = verifyAccessLog(state);
      return context.json(
        {
          ...readAccessLog(state, filter, limit, offset),
          head: accessLogHead(state),
          check: { ok: check.ok, reason: check.ok ? null : check.reason },
          actions: [...ACCESS_ACTIONS],
        },
        200,
      );
    });
  })
  .openapi(file, async (context) => {
    const filter = await filterOf(context, context.req.valid('query'));
    const { entries } = withState(context.var.workspace, (state) =>
      readAccessLog(state, filter, MOST_EXPORTED),
    );
    const lines = entries.map((entry) =>
      COLUMNS.map((column) => {
        if (column === 'person') return spreadsheetCell(entry.person?.name ?? '', true);
        if (column === 'person_id') return spreadsheetCell(entry.person?.id ?? '', true);
        return spreadsheetCell(entry[column], column !== 'seq');
      }).join(','),
    );
    return context.body(`${BYTE_ORDER_MARK}${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="access-log.csv"',
    }) as never;
  });

/** Entries are kept in UTC and compared as text; days are those of the workspace. */
async function filterOf(context: ApiContext, { from, to, ...others }: z.infer<typeof Filter>) {
  const zone = await workspaceZone(context.var.workspace);
  const after = (day: string) => new Date(endOfDay(zone, day)).toISOString();
  return {
    ...others,
    from: from === undefined ? undefined : after(dayBefore(from)),
    before: to === undefined ? undefined : after(to),
  };
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
