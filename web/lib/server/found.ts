import type { Parameters } from '#engine/database.server.ts';
import { dayOf } from '#engine/time/local-time.ts';
import type { Decided } from '#pipelines/state/decision.ts';
import { readDecisions } from '#pipelines/state/read-decisions.ts';
import { Register, type Standing } from '#pipelines/state/standing.ts';
import type { Coverable } from '#pipelines/state/waivers.ts';
import { BOOK_FINDING } from './api/finding-row.ts';
import type { ApiContext } from './api/environment.ts';
import type { BookReader } from './book-reader.ts';
import { isLimited } from '#pipelines/people/scope.ts';
import { goneSince } from './gone-since.ts';

/** What people decided, held against the findings of one book. */
export interface Found {
  readonly register: Register;
  readonly today: string;
  /** Where each finding stands on which something was decided or which a waiver covers. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** Findings that somebody decided on and that match no longer, with the first book in which they do not. */
  readonly gone: readonly { readonly finding: Decided; readonly since: string }[];
}

/** Holds all decisions of the workspace against a book. */
export async function foundIn(context: ApiContext, reader: BookReader): Promise<Found> {
  const today = dayOf(reader.zoneOf(), context.var.now().getTime());
  const register = new Register(readDecisions(context.var.workspace), today);
  const touched = await touchedBy(reader, register);
  const standings = new Map(touched.map((each) => [each.finding_id, register.standingOf(each)]));
  // Whether a finding that is gone lies in somebody's part of the data, the book cannot tell any more.
  const lost = isLimited(context.var.viewer.scope)
    ? []
    : register.decided.filter(({ finding }) => !standings.has(finding.finding_id));
  const since = await goneSince(
    context.var.books,
    reader.book.book_id,
    lost.map(({ finding }) => finding.finding_id),
  );
  const gone = lost.map(({ finding }) => ({ finding, since: since.get(finding.finding_id)! }));
  for (const { finding } of gone) standings.set(finding.finding_id, register.standingOf(finding));
  return { register, today, standings, gone };
}

/** Findings of the book that were decided on or that a waiver of a rule or subject covers. */
function touchedBy(reader: BookReader, register: Register): Promise<Coverable[]> {
  const wide = [...register.waivers.values()]
    .filter(({ scope }) => scope !== 'finding')
    .map(({ scope, finding }) => ({ scope, ...keysOf(finding) }));
  return reader.rows<Coverable>(
    `with decided as (select unnest(from_json($ids::json, '["VARCHAR"]')) as finding_id),
       waivers as (select unnest(from_json($wide::json, '[{"scope":"VARCHAR","programme_id":"VARCHAR",
         "rule_id":"VARCHAR","subject_type":"VARCHAR","subject_id":"VARCHAR"}]'), recursive := true))
     select finding.finding_id, finding.rule_id, finding.programme_id, finding.subject_type, finding.subject_id
     from rules.findings as finding
     where finding.finding_id in (select finding_id from decided)
       or exists (select 1 from waivers where waivers.programme_id = finding.programme_id and case waivers.scope
         when 'rule' then waivers.rule_id = finding.rule_id
         else waivers.subject_type = finding.subject_type and waivers.subject_id = finding.subject_id end)`,
    {
      ids: JSON.stringify(register.decided.map(({ finding }) => finding.finding_id)),
      wide: JSON.stringify(wide),
    },
  );
}

function keysOf({ finding_id, rule_id, programme_id, subject_type, subject_id }: Coverable): Coverable {
  return { finding_id, rule_id, programme_id, subject_type, subject_id };
}

const STANDING_JSON = `'[{"finding_id":"VARCHAR","status":"VARCHAR","status_since":"VARCHAR","status_by":"VARCHAR",
  "is_reopened":"BOOLEAN","owner":"VARCHAR","due_on":"VARCHAR","is_overdue":"BOOLEAN","waiver_until":"VARCHAR",
  "is_waiver_pending":"BOOLEAN","comments":"INTEGER"}]'`;

const GONE_JSON = `'[{"finding_id":"VARCHAR","severity":"VARCHAR","nature":"VARCHAR","rule_id":"VARCHAR",
  "group_id":"VARCHAR","title_zh":"VARCHAR","title_en":"VARCHAR","programme_id":"VARCHAR","subject_type":"VARCHAR","subject_id":"VARCHAR",
  "occurred_at":"TIMESTAMPTZ","observed":"VARCHAR","expected":"VARCHAR","members":"BIGINT",
  "points":"DECIMAL(18,2)","money":"DECIMAL(18,4)","gone_since":"VARCHAR"}]'`;

/**
 * A select over the findings of a book and those decided ones that it has no longer, each with where it stands; takes
 * {@link foundParameters}. The columns are those of `FindingRow`, and `citations`.
 */
export const foundSql = `select finding.* exclude (gone_since),
    coalesce(standing.status, 'open') as status, standing.status_since, standing.status_by,
    coalesce(standing.is_reopened, false) as is_reopened, standing.owner, standing.due_on,
    coalesce(standing.is_overdue, false) as is_overdue, standing.waiver_until,
    coalesce(standing.is_waiver_pending, false) as is_waiver_pending, coalesce(standing.comments, 0) as comments,
    finding.gone_since
  from (
    select *, null::varchar as gone_since from (${BOOK_FINDING})
    union all by name
    select *, 0::bigint as evidence_rows, '' as explanation, '' as explanation_en, []::integer[] as citations
    from (select unnest(from_json($gone::json, ${GONE_JSON}), recursive := true))
  ) as finding
  left join (select unnest(from_json($standings::json, ${STANDING_JSON}), recursive := true)) as standing
    using (finding_id)`;

/** What {@link foundSql} asks for. */
export function foundParameters({ standings, gone, today }: Found): Parameters {
  const rows = [...standings].map(([finding_id, standing]) => ({
    finding_id,
    status: standing.status,
    status_since: standing.since,
    status_by: standing.by?.name ?? null,
    is_reopened: standing.is_reopened,
    owner: standing.owner,
    due_on: standing.due_on,
    is_overdue: isOverdue(standing, today),
    waiver_until: standing.status === 'waived' ? standing.waiver!.expires_on : null,
    is_waiver_pending: standing.waiver?.answer === 'pending',
    comments: standing.comments,
  }));
  return {
    standings: JSON.stringify(rows),
    gone: JSON.stringify(gone.map(({ finding, since }) => ({ ...finding, gone_since: since }))),
  };
}

const DONE = ['false_positive', 'remediated', 'waived'];

function isOverdue({ due_on, status }: Standing, today: string): boolean {
  return due_on !== null && due_on < today && !DONE.includes(status);
}
