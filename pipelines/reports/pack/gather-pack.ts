import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { engineOfBook } from '#engine/books/engine-of-book.ts';
import { oneRow, rows } from '#engine/database.server.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { auditReport } from '#engine/reports/audit/audit-report.ts';
import { dataTables } from '#engine/reports/document.ts';
import { rowTotals } from '#engine/reports/report-head.ts';
import type { ReportSource } from '#engine/reports/report-source.ts';
import { RULES, searchOf } from '#engine/rules/catalogue.ts';
import { packHash, ruleSql, searchQueries } from '#engine/rules/rule-sql.ts';
import type { Rule } from '#engine/rules/rule.ts';
import { UserError } from '#engine/user-error.ts';
import { canonicalJson } from '#pipelines/state/canonical-json.ts';
import { decisionsHead, readDecisions } from '#pipelines/state/read-decisions.ts';
import { readOwnRules } from '#pipelines/store/own-rules.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { workspacePaths } from '#pipelines/store/workspace.ts';
import { writePdf } from '../pdf/write-pdf.ts';
import {
  BOOK_FILE,
  CHAIN_FOLDER,
  CONFIGURATION_FILE,
  DECISIONS_FILE,
  PUBLIC_KEY_FILE,
  type PackManifest,
} from './pack-manifest.ts';
import { PACK_README } from './pack-readme.ts';
import type { SigningKey } from './signing-key.ts';
import { writeTableFiles } from './table-files.ts';

/** The independent verifier, which travels in each pack. */
export const VERIFIER_SOURCE = join(PACKAGE_ROOT, 'pipelines', 'reports', 'pack', 'verify-pack.mjs');

/** A file of a pack before it is hashed: its path in the pack, which is also its path in the folder. */
export interface PackFile {
  readonly path: string;
  readonly rows?: number;
}

export interface Gathered {
  readonly files: readonly PackFile[];
  readonly facts: Omit<
    PackManifest,
    'format' | 'version' | 'created_at' | 'created_by' | 'language' | 'files'
  >;
}

/**
 * Writes everything that belongs to the audit pack of a book into a folder, but for the manifest and its signature.
 *
 * @throws UserError where the rules installed are not those that judged the book: their SQL would be another.
 */
export async function gatherPack(
  workspace: string,
  source: ReportSource,
  key: SigningKey,
  folder: string,
  onStep: (step: string) => void,
): Promise<Gathered> {
  const files: PackFile[] = [];
  const put = async (path: string, content: string | Uint8Array) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
    files.push({ path });
  };
  const book = await bookRow(source);
  const ownRules = await readOwnRules(workspace);
  requireRulePack(book.rule_pack, ownRules);
  const document = await auditReport(source);

  onStep('draw the report');
  const { files: printed } = await writePdf(document, join(folder, 'report.pdf'));
  files.push(...printed.map((file) => ({ path: basename(file) })));

  onStep('write findings, evidence and control totals');
  await mkdir(join(folder, 'data'), { recursive: true });
  const counts = new Map<string, number>();
  for (const table of dataTables(document)) {
    const { id, rows: count } = await writeTableFiles(table, join(folder, 'data'));
    counts.set(id, count);
    files.push({ path: `data/${id}.csv`, rows: count }, { path: `data/${id}.parquet`, rows: count });
  }

  onStep('gather what they come from');
  const chain = await putChain(workspace, put);
  await put(BOOK_FILE, text(book));
  await put(CONFIGURATION_FILE, text(book.configuration));
  await putRules(put);
  await putOwnRules(workspace, ownRules, put);
  await putCloses(workspace, source, put, folder, files);
  await put(
    DECISIONS_FILE,
    readDecisions(workspace)
      .map((link) => `${canonicalJson(link)}\n`)
      .join(''),
  );
  await put(PUBLIC_KEY_FILE, key.publicPem);
  await put('verify-pack.mjs', await readFile(VERIFIER_SOURCE));
  await put('README.txt', PACK_README);

  return {
    files: files.sort((left, right) => (left.path < right.path ? -1 : 1)),
    facts: {
      book: {
        book_id: book.book_id,
        content_fingerprint: book.content_fingerprint,
        provenance_fingerprint: book.provenance_fingerprint,
        engine_version: book.engine_version,
        engine_hash: book.engine_hash,
        rule_pack: book.rule_pack,
        as_of: book.as_of,
        known_at: book.known_at,
        time_zone: source.book.timeZone,
      },
      chain,
      decisions: decisionsHead(workspace),
      totals: {
        ...rowTotals(source.intake!),
        findings: counts.get('findings')!,
        evidence: counts.get('evidence')!,
      },
      key_fingerprint: key.fingerprint,
    },
  };
}

/** `meta.book` as JSON: the book's id, fingerprints, inputs, control totals and configuration. */
export interface PackedBook {
  readonly book_id: string;
  readonly content_fingerprint: string;
  readonly provenance_fingerprint: string;
  readonly engine_version: string;
  readonly engine_hash: string;
  readonly rule_pack: string;
  readonly as_of: string;
  readonly known_at: string | null;
  readonly inputs: readonly { readonly batch_id: string; readonly content_hash: string }[];
  readonly points_in_transit: unknown;
  readonly control_totals: unknown;
  readonly counts: unknown;
  readonly configuration: unknown;
}

async function bookRow({ book }: ReportSource): Promise<PackedBook> {
  const engine = await engineOfBook(book.connection);
  if (engine === null)
    throw new UserError(
      'The book does not say which engine computed it: compute it anew, then make the pack.',
    );
  const found = await oneRow<Record<string, string | null>>(
    book.connection,
    `select book_id, content_fingerprint, provenance_fingerprint, engine_version, rule_pack, as_of::varchar as as_of,
       known_at, inputs::varchar as inputs, points_in_transit::varchar as points_in_transit,
       control_totals::varchar as control_totals, counts::varchar as counts, configuration::varchar as configuration
     from meta.book`,
  );
  const parsed = (name: string) => JSON.parse(found[name]!) as unknown;
  return {
    book_id: found.book_id!,
    content_fingerprint: found.content_fingerprint!,
    provenance_fingerprint: found.provenance_fingerprint!,
    engine_version: found.engine_version!,
    engine_hash: engine,
    rule_pack: found.rule_pack!,
    as_of: found.as_of!,
    known_at: found.known_at ?? null,
    inputs: parsed('inputs') as PackedBook['inputs'],
    points_in_transit: parsed('points_in_transit'),
    control_totals: parsed('control_totals'),
    counts: parsed('counts'),
    configuration: parsed('configuration'),
  };
}

function requireRulePack(judgedBy: string, ownRules: readonly Rule[]): void {
  if (packHash([...RULES, ...ownRules], searchOf) === judgedBy) return;
  throw new UserError(
    'The book was judged by other rules than those installed and in the workspace, whose SQL the pack would have to hold; run `jiheng compute` and make the pack of the new book.',
  );
}

type Put = (path: string, content: string | Uint8Array) => Promise<void>;

/** The manifests of all batches, withdrawals too, byte for byte. */
async function putChain(workspace: string, put: Put): Promise<PackManifest['chain']> {
  const store = await readStore(workspace);
  if (store.chain.firstBroken || store.head === null)
    throw new UserError(
      `The chain of batches is broken${store.chain.firstBroken ? ` at ${store.chain.firstBroken.batchId}: ${store.chain.firstBroken.reason}` : ''}; restore it from a backup before making a pack.`,
      { exitCode: 1 },
    );
  for (const { sequence, batch_id: batch } of store.manifests) {
    const bytes = await readFile(join(store.source, batch, 'manifest.json'));
    await put(`${CHAIN_FOLDER}${String(sequence).padStart(6, '0')}-${batch}.json`, bytes);
  }
  return { manifests: store.manifests.length, head: store.head };
}

async function putRules(put: Put): Promise<void> {
  for (const rule of RULES) {
    const folder = `rules/${rule.group}/${rule.id}`;
    await put(`${folder}/rule.json`, text(rule));
    await put(`${folder}/rule.sql`, ruleSql(rule));
    const search = searchOf(rule);
    for (const [name, sql] of Object.entries(search ? searchQueries(rule, search) : {}))
      await put(`${folder}/${name}.sql`, sql);
  }
}

/** The workspace's own rules as they stand in its `rules/`. */
async function putOwnRules(workspace: string, ownRules: readonly Rule[], put: Put): Promise<void> {
  const { rules: from } = workspacePaths(workspace);
  for (const { id } of ownRules)
    for (const name of ['rule.yaml', 'rule.sql'])
      await put(`own-rules/${id}/${name}`, await readFile(join(from, id, name)));
}

/** The closed periods that the book counts with: whoever recomputes it needs what was frozen. */
async function putCloses(
  workspace: string,
  { book }: ReportSource,
  put: Put,
  folder: string,
  files: PackFile[],
): Promise<void> {
  const closed = await rows<{ period: string }>(
    book.connection,
    `select distinct strftime(period, '%Y-%m') as period from meta.closes order by period`,
  );
  for (const { period } of closed) {
    const from = join(workspace, 'closes', period);
    await put(`closes/${period}/close.json`, await readFile(join(from, 'close.json')));
    for (const name of ['moves.parquet', 'pools.parquet']) {
      await copyFile(join(from, name), join(folder, 'closes', period, name));
      files.push({ path: `closes/${period}/${name}` });
    }
  }
}

function text(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
