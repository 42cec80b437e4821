import { createRoute, z } from '@hono/zod-openapi';
import { UserError } from '#engine/user-error.ts';
import { remediationCsv, remediationOf, type Remediation } from '#pipelines/compliance/remediation.ts';
import { Job } from '../jobs/job.ts';
import { Problem } from '../problem.ts';
import {
  BookQuery,
  BookSchema,
  Day,
  Instant,
  Points,
  REFUSALS,
  resource,
  type ApiContext,
} from './environment.ts';
import { FindingId } from './finding-row.ts';

/** Credits that the answer lists; the file has all. */
const SHOWN = 500;

const RemediationQuery = BookQuery.extend({
  finding: FindingId.optional().openapi({ description: 'Only what this finding owes' }),
});

const RuleName = { rule_id: z.string(), title_zh: z.string(), title_en: z.string() };

const RemediationBody = z
  .object({
    book: BookSchema,
    as_of: Day,
    confirmed: z.number().int().openapi({ description: 'Confirmed findings that match in the book' }),
    members: z.number().int(),
    credits: z.number().int(),
    owed: z
      .array(
        z.object({
          event_id: z.string(),
          finding_id: FindingId,
          ...RuleName,
          programme_id: z.string(),
          wallet: z.string(),
          member_id: z.string(),
          points: Points,
          occurred_at: Instant,
          source_file: z.string().nullable(),
          source_record: z.number().int().nullable(),
        }),
      )
      .openapi({ description: `The first ${SHOWN}; the file has all` }),
    totals: z.array(z.object({ programme_id: z.string(), wallet: z.string(), points: Points })),
    by_other_means: z.array(z.object({ finding_id: FindingId, ...RuleName })),
    overlapping: z.number().int(),
  })
  .openapi('Remediation');

const readRoute = createRoute({
  method: 'get',
  path: '/',
  summary: 'Points that confirmed findings owe back to members',
  request: { query: RemediationQuery },
  responses: {
    200: { description: 'What is owed', content: { 'application/json': { schema: RemediationBody } } },
    ...REFUSALS,
  },
});

const fileRoute = createRoute({
  method: 'get',
  path: '/file',
  summary: 'The same as point_events in the canonical format, for a points system to import',
  request: { query: RemediationQuery },
  responses: {
    200: { description: 'The events', content: { 'text/csv': { schema: z.string() } } },
    ...REFUSALS,
  },
});

const previewRoute = createRoute({
  method: 'post',
  path: '/preview',
  summary: 'Computes what the book would be with them; publishes nothing',
  request: { query: RemediationQuery },
  responses: {
    202: {
      description: 'The job; its result holds the comparison of the two books',
      content: { 'application/json': { schema: Job } },
    },
    ...REFUSALS,
  },
});

/** `/remediation` */
export const remediation = resource()
  .openapi(readRoute, async (context) => {
    const { book, finding } = context.req.valid('query');
    const body = await context.var.books.read(book, async (reader) => {
      const owed = await remediationOf(context.var.workspace, reader.book.book_id, finding);
      const titles = await reader.rows<{ rule_id: string; title_zh: string; title_en: string }>(
        'select rule_id, title_zh, title_en from rules.rules',
      );
      const body = described(owed, new Map(titles.map((each) => [each.rule_id, each])));
      // They come from the workspace, past the viewer's reader.
      return { book: reader.book, ...body, owed: await context.var.books.masked(body.owed) };
    });
    return context.json(body, 200);
  })
  .openapi(fileRoute, async (context) => {
    const { book, finding } = context.req.valid('query');
    const id = await bookIdOf(context, book);
    const owed = await remediationOf(context.var.workspace, id, finding);
    return context.body(csvOf(owed), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="point_events-remediation-${owed.as_of}.csv"`,
    }) as never;
  })
  .openapi(previewRoute, async (context) => {
    const { book, finding } = context.req.valid('query');
    // The book is fixed now: one that is published meanwhile must not become the job's.
    const id = await bookIdOf(context, book);
    const job = await context.var.jobs.start({
      kind: 'remediation',
      title: finding?.slice(0, 12) ?? '',
      subject: finding ?? id,
      argv: ['remediation', '--preview', `--book=${id}`, ...(finding ? [`--finding=${finding}`] : [])],
    });
    return context.json(job, 202);
  });

function bookIdOf(context: ApiContext, book: string | undefined): Promise<string> {
  return context.var.books.read(book, (reader) => Promise.resolve(reader.book.book_id));
}

type Titles = ReadonlyMap<string, { readonly title_zh: string; readonly title_en: string }>;

function described(owed: Remediation, titles: Titles) {
  const named = <Row extends { readonly rule_id: string }>(row: Row) => ({
    ...row,
    title_zh: titles.get(row.rule_id)?.title_zh ?? row.rule_id,
    title_en: titles.get(row.rule_id)?.title_en ?? row.rule_id,
  });
  return {
    as_of: owed.as_of,
    confirmed: owed.confirmed,
    members: owed.members,
    credits: owed.owed.length,
    owed: owed.owed.slice(0, SHOWN).map(named),
    totals: [...owed.totals],
    by_other_means: owed.by_other_means.map(named),
    overlapping: owed.overlapping,
  };
}

function csvOf(owed: Remediation): string {
  try {
    return remediationCsv(owed);
  } catch (error) {
    if (error instanceof UserError) throw new Problem(404, 'not_found', error.message);
    throw error;
  }
}
