import { createRoute, z } from '@hono/zod-openapi';
import { dayOf } from '#engine/time/local-time.ts';
import { UserError } from '#engine/user-error.ts';
import { decide } from '#pipelines/state/decide.ts';
import { Action, type Decided } from '#pipelines/state/decision.ts';
import { withState } from '#pipelines/state/open.ts';
import { decisionsHead, readDecisions, verifyDecisions } from '#pipelines/state/read-decisions.ts';
import type { BookReader } from '../book-reader.ts';
import { lastBookWith } from '../gone-since.ts';
import { holds } from '../access/viewer.ts';
import { personOf } from '../person.ts';
import { Problem } from '../problem.ts';
import { DecisionLink, linkRow } from './decision-link.ts';
import { BookQuery, REFUSALS, resource, type ApiContext } from './environment.ts';
import { FindingId } from './finding-row.ts';

/** So many at a time: what one person can have looked at. */
const BULK = 500;

const Head = z.object({ seq: z.number().int(), hash: z.string() });

const Log = z
  .object({
    links: z.array(DecisionLink).openapi({ description: 'The latest first' }),
    total: z.number().int(),
    head: Head.openapi({ description: 'The end of the chain; noted elsewhere, it proves the log whole' }),
    check: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
  })
  .openapi('DecisionLog');

const logRoute = createRoute({
  method: 'get',
  path: '/',
  summary: 'What people decided on findings, the latest first, with the check of the hash chain',
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(1000).optional(),
      offset: z.coerce.number().int().min(0).optional(),
    }),
  },
  responses: {
    200: { description: 'The log', content: { 'application/json': { schema: Log } } },
    ...REFUSALS,
  },
});

const Request = z
  .object({
    finding_ids: z
      .array(FindingId)
      .min(1, 'at least one finding')
      .max(BULK, `at most ${BULK} findings at a time`),
    decision: Action,
  })
  .openapi('DecisionRequest');

const Written = z.object({ links: z.array(DecisionLink), head: Head }).openapi('DecisionsWritten');

const decideRoute = createRoute({
  method: 'post',
  path: '/',
  summary: 'Decide on findings: all of them or, where one does not allow it, none',
  request: {
    query: BookQuery,
    body: { required: true, content: { 'application/json': { schema: Request } } },
  },
  responses: {
    200: { description: 'What was written', content: { 'application/json': { schema: Written } } },
    ...REFUSALS,
  },
});

/** What a second person does: it takes the capability to approve. */
const ANSWERS = new Set<Action['action']>(['approve_waiver', 'refuse_waiver', 'revoke_waiver']);

/** `/decisions` */
export const decisions = resource()
  .openapi(logRoute, async (context) => {
    const { limit = 100, offset = 0 } = context.req.valid('query');
    const { workspace } = context.var;
    const links = readDecisions(workspace).toReversed();
    const check = verifyDecisions(workspace);
    return context.json(
      {
        links: await context.var.books.masked(links.slice(offset, offset + limit).map(linkRow)),
        total: links.length,
        head: decisionsHead(workspace),
        check: { ok: check.ok, reason: check.ok ? null : check.reason },
      },
      200,
    );
  })
  .openapi(decideRoute, async (context) => {
    const { book } = context.req.valid('query');
    const { finding_ids, decision } = context.req.valid('json');
    if (ANSWERS.has(decision.action) && !holds(context.var.viewer, 'approve'))
      throw new Problem(
        403,
        'forbidden',
        'Your role may not answer waivers; ask somebody whose role may approve.',
      );
    const ids = [...new Set(finding_ids)];
    const links = await context.var.books.read(book, async (reader) => {
      const findings = await decidedOf(context, reader, ids);
      return writing(() =>
        withState(context.var.workspace, (state) =>
          decide(state, {
            action: decision,
            findings,
            bookId: reader.book.book_id,
            by: personOf(context),
            at: context.var.now(),
            today: dayOf(reader.zoneOf(), context.var.now().getTime()),
          }),
        ),
      );
    });
    return context.json(
      {
        links: await context.var.books.masked(links.map(linkRow)),
        head: decisionsHead(context.var.workspace),
      },
      200,
    );
  });

/** What stands against a decision is an answer to whoever asked, not a fault of the server. */
function writing<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    if (error instanceof UserError) throw new Problem(409, 'not_decided', error.message);
    throw error;
  }
}

/** The findings as the book has them, or the last book that had them; in the order asked for. */
async function decidedOf(
  context: ApiContext,
  reader: BookReader,
  ids: readonly string[],
): Promise<Decided[]> {
  const found = await readDecided(reader, ids);
  for (const id of ids) {
    if (found.has(id)) continue;
    const last = await lastBookWith(context.var.books, reader.book.book_id, id);
    const older = last && (await context.var.books.read(last, (book) => readDecided(book, [id]))).get(id);
    if (!older)
      throw new Problem(
        404,
        'unknown_finding',
        `No book has the finding ${id.slice(0, 12)}: choose one from the list of findings.`,
      );
    found.set(id, older);
  }
  return ids.map((id) => found.get(id)!);
}

async function readDecided(reader: BookReader, ids: readonly string[]): Promise<Map<string, Decided>> {
  const rows = await reader.rows<Decided & { members: bigint | null }>(
    `select finding.finding_id, finding.rule_id, finding.rule_version, rule.group_id, rule.title_zh, rule.title_en,
       finding.severity, finding.nature, finding.programme_id, finding.subject_type, finding.subject_id,
       finding.occurred_at, finding.observed, finding.expected, finding.points, finding.money, finding.members
     from rules.findings as finding join rules.rules as rule using (rule_id)
     where finding.finding_id in (select unnest(from_json($ids::json, '["VARCHAR"]')))`,
    { ids: JSON.stringify(ids) },
  );
  return new Map(
    rows.map((row) => [
      row.finding_id,
      { ...row, members: row.members === null ? null : Number(row.members) },
    ]),
  );
}
