import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bookId } from '#engine/books/book-id.ts';
import { openBook } from '#engine/books/open.ts';
import { bookPath, resolveBook } from '#engine/books/shelf.ts';
import { readSummary } from '#engine/books/summary.ts';
import type { BookRequest } from '#engine/build/request.ts';
import { Configuration } from '#engine/contract/programme.ts';
import type { Finding, Run } from '#engine/contract/finding.ts';
import { rows } from '#engine/database.server.ts';
import type { Watcher } from '#engine/build/scratch.ts';
import { recompute } from '#engine/recompute.ts';
import type { Rule } from '#engine/rules/rule.ts';
import { UserError } from '#engine/user-error.ts';
import { bookRequest } from '#pipelines/store/book-request.ts';
import { withLock } from '#pipelines/store/lock.ts';
import { workspacePaths } from '#pipelines/store/workspace.ts';

type Value = number | string | boolean;

/** What is tried out. */
export interface Trial {
  readonly ruleId: string;
  /** Parameters by name, with the values to try; in all programmes. */
  readonly parameters: Readonly<Record<string, Value>>;
  /** A rule that is not in the workspace yet, or another version of one that is. */
  readonly rule?: Rule;
}

/** A finding as a comparison names it. */
export type Compared = Pick<
  Finding,
  | 'finding_id'
  | 'programme_id'
  | 'subject_type'
  | 'subject_id'
  | 'severity'
  | 'nature'
  | 'occurred_at'
  | 'observed'
  | 'expected'
  | 'members'
  | 'points'
  | 'money'
>;

type Outcome = Pick<Run, 'programme_id' | 'outcome' | 'missing'>;

/** What a rule would find with other parameters or another query, against what it found. */
export interface BackTest {
  readonly rule_id: string;
  readonly book_id: string;
  readonly as_of: string;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly outcomes: { readonly before: readonly Outcome[]; readonly after: readonly Outcome[] };
  readonly added: readonly Compared[];
  readonly dropped: readonly Compared[];
  /** In both, with other members, points, severity or values. */
  readonly changed: readonly { readonly before: Compared; readonly after: Compared }[];
  readonly unchanged: number;
}

/**
 * Judges the inputs of the current book by a changed rule, in a scratch folder: nothing is published and nothing that
 * others read is touched.
 *
 * @throws UserError where the book is not of today's inputs, or the rule or a parameter does not exist.
 */
export function backTest(workspace: string, trial: Trial, watcher: Watcher): Promise<BackTest> {
  return withLock(workspace, 'rules backtest', () => tried(workspace, trial, watcher), {
    signal: watcher.signal,
  });
}

async function tried(workspace: string, trial: Trial, watcher: Watcher): Promise<BackTest> {
  const { books, temporary } = workspacePaths(workspace);
  const current = await resolveBook(books, undefined);
  const { as_of, known_at } = await readSummary(bookPath(books, current));
  const request = await bookRequest(workspace, { asOf: as_of, ...(known_at ? { knownAt: known_at } : {}) });
  if (bookId(request, as_of) !== current)
    throw new UserError(
      'The current book was computed from other inputs, rules or settings than the workspace has now; run `jiheng compute` first.',
    );
  const scratch = join(temporary, `backtest-${process.pid}`);
  await mkdir(scratch, { recursive: true });
  try {
    const shelf = join(scratch, 'books');
    const { book_id } = await recompute(
      { ...changed(request, trial), books: shelf, temporary: scratch },
      watcher,
    );
    const before = await judged(bookPath(books, current), trial.ruleId);
    const after = await judged(bookPath(shelf, book_id), trial.ruleId);
    return {
      ...compared(before, after),
      rule_id: trial.ruleId,
      book_id: current,
      as_of,
      parameters: trial.parameters,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The same inputs, judged by the one rule as it is tried out. */
function changed(request: BookRequest, { ruleId, parameters, rule }: Trial): BookRequest {
  const overrides = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, { value, reason: 'back-test' }]),
  );
  const programmes = request.configuration.programmes.map((programme) => {
    // Other rules do not judge here, so neither do their overrides.
    const own = { ...programme.rule_parameters?.[ruleId], ...overrides };
    return { ...programme, rule_parameters: Object.keys(own).length ? { [ruleId]: own } : undefined };
  });
  const others = (request.ownRules ?? []).filter((each) => each.id !== rule?.id);
  return {
    ...request,
    configuration: Configuration.parse({ programmes }),
    ownRules: rule ? [...others, rule] : others,
    rules: [ruleId],
  };
}

interface Judged {
  readonly outcomes: Outcome[];
  readonly findings: Compared[];
}

async function judged(path: string, ruleId: string): Promise<Judged> {
  const book = await openBook(path);
  try {
    return {
      outcomes: await rows<Outcome>(
        book.connection,
        'select programme_id, outcome, missing from rules.runs where rule_id = $ruleId order by programme_id',
        { ruleId },
      ),
      findings: await rows<Compared>(
        book.connection,
        `select finding_id, programme_id, subject_type, subject_id, severity, nature, occurred_at, observed, expected,
           members::integer as members, points, money
         from rules.findings where rule_id = $ruleId order by occurred_at, finding_id`,
        { ruleId },
      ),
    };
  } finally {
    book.close();
  }
}

function compared(before: Judged, after: Judged) {
  const had = new Map(before.findings.map((each) => [each.finding_id, each]));
  const has = new Set(after.findings.map((each) => each.finding_id));
  const both = after.findings.filter((each) => had.has(each.finding_id));
  const altered = both.filter((each) => JSON.stringify(each) !== JSON.stringify(had.get(each.finding_id)));
  return {
    outcomes: { before: before.outcomes, after: after.outcomes },
    added: after.findings.filter((each) => !had.has(each.finding_id)),
    dropped: before.findings.filter((each) => !has.has(each.finding_id)),
    changed: altered.map((each) => ({ before: had.get(each.finding_id)!, after: each })),
    unchanged: both.length - altered.length,
  };
}
