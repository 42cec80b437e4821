import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookPath } from '../books/shelf.ts';
import { openBook } from '../books/open.ts';
import { givenBatch, type GivenRow, type GivenTables } from '../build/given.ts';
import { Configuration } from '../contract/programme.ts';
import type { Finding, Run } from '../contract/finding.ts';
import { rows } from '../database.server.ts';
import { recompute } from '../recompute.ts';
import type { Case, ExpectedFinding } from './cases.ts';
import type { Rule } from './rule.ts';

/** A case of a rule, and what came out other than it says. */
export interface CaseResult {
  readonly rule: Rule;
  readonly case: Case;
  /** Sentences; none where the case holds. */
  readonly failures: readonly string[];
}

export type Asked = readonly (readonly [Rule, Case])[];

/**
 * Runs cases through real books: those of one as-of day stand in one book as programmes of their own, since a book costs
 * seconds and a programme nothing; those that stand alone get their own.
 */
export async function runCases(asked: Asked): Promise<CaseResult[]> {
  const books = shelve(asked);
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-cases-'));
  const results: CaseResult[] = [];
  try {
    for (const [index, book] of books.entries()) {
      results.push(...(await runBook(book, join(folder, String(index)))));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return results;
}

/** A book numbers at most 256 wallets over all its programmes, and a case seldom has more than two. */
const CASES_A_BOOK = 120;

/** Which cases stand in one book. */
function shelve(asked: Asked): Asked[] {
  const open = new Map<string, (readonly [Rule, Case])[]>();
  const books: (readonly [Rule, Case])[][] = [];
  for (const each of asked) {
    const { alone, asOf } = each[1];
    const book = alone ? undefined : open.get(asOf);
    if (book && book.length < CASES_A_BOOK) {
      book.push(each);
      continue;
    }
    const fresh = [each];
    books.push(fresh);
    if (!alone) open.set(asOf, fresh);
  }
  return books;
}

async function runBook(asked: Asked, folder: string): Promise<CaseResult[]> {
  const { findings, runs, repeated, programmeOf } = await judgeCases(asked, folder);
  return asked.map(([rule, each], index) => {
    const isOurs = (row: { rule_id: string; programme_id: string }) =>
      row.rule_id === rule.id && row.programme_id === programmeOf(index);
    const failures = compare(each, runs.find(isOurs)!, findings.filter(isOurs), repeated);
    return { rule, case: each, failures };
  });
}

/** What came of cases that stand in one book. */
export interface JudgedCases {
  readonly findings: readonly Finding[];
  readonly runs: readonly Run[];
  /** Ids of findings of which one piece of evidence stands twice. */
  readonly repeated: ReadonlySet<string>;
  /** The programme of a case, by its place. */
  programmeOf(index: number): string;
}

/** Builds one book of cases of one day; `variants` are further rules that judge it, named `<rule id>~<anything>`. */
export async function judgeCases(
  asked: Asked,
  folder: string,
  variants: readonly Rule[] = [],
): Promise<JudgedCases> {
  await mkdir(folder, { recursive: true });
  const programmes = asked.map(([rule, each], index) => ({
    id: `${rule.id}/${index + 1}`,
    ...withOverrides(each.programme, variants),
  }));
  const configuration = Configuration.parse({ programmes });
  const batch = await givenBatch(
    join(folder, 'batch'),
    together(asked, (index) => programmes[index]!.id),
    configuration,
  );
  const books = join(folder, 'books');
  const summary = await recompute(
    {
      batches: [batch],
      configuration,
      asOf: asked[0]![1].asOf,
      rules: [...new Set([...asked.map(([rule]) => rule.id), ...variants.map((rule) => rule.id)])],
      ownRules: variants,
      books,
      temporary: join(folder, 'tmp'),
    },
    { signal: new AbortController().signal, progress() {} },
  );
  const book = await openBook(bookPath(books, summary.book_id));
  try {
    return {
      findings: await rows<Finding>(book.connection, 'select * from rules.findings'),
      runs: await rows<Run>(book.connection, 'select * from rules.runs'),
      repeated: new Set(
        (await rows<{ finding_id: string }>(book.connection, REPEATED)).map((row) => row.finding_id),
      ),
      programmeOf: (index) => programmes[index]!.id,
    };
  } finally {
    book.close();
  }
}

/** A row that says the same as another of its finding is no piece of evidence of its own. */
const REPEATED = `select distinct finding_id from (
  select *, count(*) as times from (select * exclude (ordinal) from rules.evidence) group by all having times > 1)`;

/** What a case sets for its rule holds for the variants of that rule too. */
function withOverrides(programme: Case['programme'], variants: readonly Rule[]): Case['programme'] {
  const overrides = programme?.rule_parameters as Record<string, unknown> | undefined;
  if (!overrides) return programme;
  const theirs = variants
    .filter(({ id }) => overrides[id.split('~')[0]!])
    .map(({ id }) => [id, overrides[id.split('~')[0]!]]);
  return { ...programme, rule_parameters: { ...overrides, ...Object.fromEntries(theirs) } };
}

/** The rows of all cases, each marked with the programme of its case. */
function together(asked: Asked, programmeOf: (index: number) => string): GivenTables {
  const tables: Record<string, GivenRow[]> = {};
  for (const [index, [, each]] of asked.entries()) {
    for (const [table, given] of Object.entries(each.given)) {
      const marked = given.map((row) => ({ ...row, programme_id: programmeOf(index) }));
      tables[table] = [...(tables[table] ?? []), ...marked];
    }
  }
  return tables;
}

/** In what the findings of a case differ from what it expects; nothing where it holds. */
export function compare(
  expected: Case,
  run: Run,
  findings: readonly Finding[],
  repeated: ReadonlySet<string>,
): string[] {
  if (run.outcome === 'failed') return [`the rule failed: ${run.missing}`];
  const missing = run.outcome === 'not_evaluable' ? run.missing!.split(', ') : [];
  const wanted = expected.notEvaluable ?? [];
  if (missing.join() !== wanted.join())
    return [`missing is [${missing.join(', ')}], expected [${wanted.join(', ')}]`];
  const left = [...findings];
  const failures = (expected.findings ?? []).flatMap((each) => {
    const place = left.findIndex((finding) => agrees(finding, each));
    if (place < 0) return [`not found: ${JSON.stringify(each)}`];
    return explained(left.splice(place, 1)[0]!);
  });
  const twice = findings
    .filter(({ finding_id }) => repeated.has(finding_id))
    .map((finding) => `says the same evidence twice: ${describe(finding)}`);
  return [
    ...failures,
    ...twice,
    ...left.map((finding) => `found though not expected: ${describe(finding)}`),
  ].map((failure) =>
    failure.startsWith('not found')
      ? `${failure}; there is: ${left.map(describe).join('; ') || 'nothing'}`
      : failure,
  );
}

function agrees(finding: Finding, expected: ExpectedFinding): boolean {
  return Object.entries(expected).every(([name, value]) => {
    const found = finding[name as keyof Finding] as unknown;
    return (typeof found === 'bigint' ? Number(found) : found) === value;
  });
}

/** Every value that an explanation speaks of must be there. */
function explained(finding: Finding): string[] {
  return [finding.explanation, finding.explanation_en]
    .filter((text) => /[{}—]/.test(text))
    .map((text) => `an explanation speaks of a value that is not there: ${text}`);
}

function describe(finding: Finding): string {
  const { subject_type, subject_id, event_id, terms_id, severity, observed, expected, points, occurred_at } =
    finding;
  return JSON.stringify({
    subject_type,
    subject_id,
    event_id,
    terms_id,
    severity,
    observed,
    expected,
    points,
    occurred_at,
  });
}
