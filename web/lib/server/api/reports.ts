import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { LANGUAGES } from '#engine/reports/document.ts';
import { REPORT_FORMATS, REPORT_KINDS } from '#pipelines/reports/kinds.ts';
import { keptReport, keptReports } from '#pipelines/reports/shelf.ts';
import { Job } from '../jobs/job.ts';
import { sentenceFor } from '../access/allow.ts';
import { holds } from '../access/viewer.ts';
import { reportSection } from '../jobs/seen-jobs.ts';
import { personOf } from '../person.ts';
import { Problem } from '../problem.ts';
import { BookQuery, REFUSALS, resource, type ApiContext } from './environment.ts';

/** Media types of what is kept; CSV of several tables is a ZIP archive. */
const MEDIA: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

const Kept = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    format: z.string(),
    language: z.enum(LANGUAGES),
    book_id: z.string(),
    as_of: z.string(),
    member_id: z.string().nullable(),
    household_id: z.string().nullable(),
    region_code: z.string().nullable(),
    made_by: z.string(),
    made_at: z.string(),
    file: z.string(),
    bytes: z.number().int(),
    sha256: z.string(),
    pages: z.number().int().nullable(),
  })
  .openapi('Report');

const Kind = z
  .object({
    id: z.string(),
    formats: z.array(z.enum(REPORT_FORMATS)),
    asks_member: z.boolean().openapi({ description: 'It is about one member, who must be named' }),
    may_name_member: z
      .boolean()
      .openapi({ description: 'Naming a member asks for that member’s statement instead' }),
    narrowed_by: z.array(z.enum(['household', 'region'])).openapi({
      description: 'What else may be named: a household for its statement, a region for it alone',
    }),
  })
  .openapi('ReportKind');

const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'The reports that are kept, the newest first, and the kinds there are',
  responses: {
    200: {
      description: 'Reports and kinds',
      content: { 'application/json': { schema: z.object({ reports: z.array(Kept), kinds: z.array(Kind) }) } },
    },
    ...REFUSALS,
  },
});

const make = createRoute({
  method: 'post',
  path: '/',
  summary: 'Makes a report in the background and keeps it',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            kind: z.string(),
            format: z.enum(REPORT_FORMATS),
            language: z.enum(LANGUAGES),
            book: BookQuery.shape.book,
            member: z.string().min(1).max(200).optional(),
            household: z.string().min(1).max(200).optional(),
            region: z
              .string()
              .regex(/^\d{6}$/, 'a region is a code of six digits')
              .optional()
              .openapi({ description: 'GB/T 2260: a province or prefecture' }),
          }),
        },
      },
    },
  },
  responses: {
    202: {
      description: 'The job; its result is the report that is kept',
      content: { 'application/json': { schema: Job } },
    },
    ...REFUSALS,
  },
});

const download = createRoute({
  method: 'get',
  path: '/{id}/file',
  summary: 'The file of a report, byte for byte as it was made',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: { description: 'The file' }, ...REFUSALS },
});

/** `/reports` */
export const reports = resource()
  .openapi(list, async (context) =>
    context.json(
      {
        reports: await context.var.books.masked(
          (await keptReports(context.var.workspace)).filter(({ kind }) => mayRead(context, kind)),
        ),
        kinds: REPORT_KINDS.filter(({ id }) => mayRead(context, id)).map(
          ({ id, formats, asksMember, narrowedBy }) => ({
            id,
            formats: [...formats],
            asks_member: asksMember === true,
            may_name_member: asksMember === 'optional',
            narrowed_by: [...(narrowedBy ?? [])],
          }),
        ),
      },
      200,
    ),
  )
  .openapi(make, async (context) => {
    const { kind: wanted, format, language, book, member, household, region } = context.req.valid('json');
    const kind = REPORT_KINDS.find((each) => each.id === wanted);
    if (!kind?.formats.includes(format))
      throw new Problem(
        400,
        'bad_request',
        'There is no such report in this format: choose one from the list.',
      );
    if (!mayRead(context, kind.id)) throw notYours(kind.id);
    if (kind.asksMember !== 'optional' && kind.asksMember !== (member !== undefined))
      throw new Problem(
        400,
        'bad_request',
        kind.asksMember
          ? 'This report is about one member: name the member.'
          : 'This report is not about one member: leave the member out.',
      );
    const narrowed = Object.entries({ household, region }).filter(([, given]) => given !== undefined);
    if (
      narrowed.some(([name]) => !kind.narrowedBy?.some((each) => each === name)) ||
      narrowed.length + (member === undefined ? 0 : 1) > 1
    )
      throw new Problem(
        400,
        'bad_request',
        'A report is about one member, one household or one region at most, and about a household or region only where its kind says so.',
      );
    // The book is fixed now: one that is published meanwhile must not become the report's.
    const bookId = await context.var.books.read(book, (reader) => Promise.resolve(reader.book.book_id));
    const named = member === undefined ? undefined : await context.var.books.memberNamed(member);
    const { id: startedBy, name } = personOf(context);
    const job = await context.var.jobs.start({
      kind: 'report',
      startedBy,
      title: named ?? household ?? region ?? '',
      subject: kind.id,
      // With an equals sign: an id that begins with a dash is no option.
      argv: [
        'report',
        kind.id,
        ...[`--keep=${format}`, `--lang=${language}`, `--book=${bookId}`, `--by=${name}`],
        ...(named === undefined ? [] : [`--member=${named}`]),
        ...narrowed.map(([name, given]) => `--${name}=${given}`),
      ],
      writes: false,
    });
    return context.json(job, 202);
  })
  .openapi(download, async (context) => {
    const found = await keptReport(context.var.workspace, context.req.valid('param').id);
    if (!found)
      throw new Problem(404, 'not_found', 'There is no such report: choose one from the list of reports.');
    const { report, path } = found;
    if (!mayRead(context, report.kind)) throw notYours(report.kind);
    // A statement says who it is about, whatever section it belongs to.
    const isNamed = report.member_id !== null || report.household_id !== null;
    if ((isNamed || reportSection(report.kind) === 'compliance') && !context.var.viewer.seesIdentities)
      throw new Problem(403, 'identities_hidden', sentenceFor('identities_hidden', ''));
    const type = MEDIA[report.format === 'csv' || report.file.endsWith('.zip') ? 'zip' : report.format];
    return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': type ?? 'application/octet-stream',
        'content-length': String(report.bytes),
        'content-disposition': `attachment; filename="${report.file}"`,
        'cache-control': 'no-store',
      },
    });
  });

/** A report belongs to a section; whoever does not read that has no use for it. */
function mayRead({ var: { viewer } }: ApiContext, kind: string): boolean {
  return holds(viewer, reportSection(kind));
}

function notYours(kind: string): Problem {
  return new Problem(
    403,
    'forbidden',
    `The report ${kind} belongs to a section that your role does not read.`,
  );
}
