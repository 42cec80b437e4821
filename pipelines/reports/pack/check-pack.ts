import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { openDatabase, rows, type DuckDBConnection } from '#engine/database.server.ts';
import { Manifest } from '#engine/contract/manifest.ts';
import { add } from '#engine/reports/decimal-sum.ts';
import { literal } from '#engine/sql-text.ts';
import { canonicalJson } from '#pipelines/state/canonical-json.ts';
import { linkHash, NO_LINK } from '#pipelines/state/chain.ts';
import {
  BOOK_FILE,
  CHAIN_FOLDER,
  DECISIONS_FILE,
  MANIFEST_FILE,
  PackManifest,
  PUBLIC_KEY_FILE,
  SIGNATURE_FILE,
} from './pack-manifest.ts';
import { keyFingerprint } from './signing-key.ts';
import type { Unpacked } from './unpack.ts';
import { hold, WrongPack } from './wrong-pack.ts';

/** What was checked and held. */
export interface CheckedPack {
  readonly manifest: PackManifest;
  /** SHA-256 of the key that signed. */
  readonly keyFingerprint: string;
  /** The key was compared with one that did not come with the pack. */
  readonly isKeyTrusted: boolean;
}

/**
 * Checks an unpacked pack: the signature, each file's hash, the chain of batches, the log of decisions, the rows of the
 * tables and the control totals, in this order.
 *
 * @param trusted the signer's public key from elsewhere
 * @throws WrongPack that names the first thing that is wrong
 */
export async function checkPack(
  folder: string,
  files: ReadonlyMap<string, Unpacked>,
  trusted?: KeyObject,
): Promise<CheckedPack> {
  const read = async (path: string) => {
    hold(files.has(path), `${path} is missing`);
    return readFile(join(folder, path));
  };
  const { manifest, fingerprint } = await checkSignature(read, trusted);
  checkHashes(manifest, files);
  const batches = await checkChain(manifest, files, read);
  await checkDecisions(manifest, read);
  await checkTotals(manifest, batches, read, folder);
  return { manifest, keyFingerprint: fingerprint, isKeyTrusted: trusted !== undefined };
}

type Read = (path: string) => Promise<Buffer>;

async function checkSignature(
  read: Read,
  trusted: KeyObject | undefined,
): Promise<{ manifest: PackManifest; fingerprint: string }> {
  const bytes = await read(MANIFEST_FILE);
  const signature = Buffer.from((await read(SIGNATURE_FILE)).toString('ascii').trim(), 'base64');
  const key = publicKeyOf(await read(PUBLIC_KEY_FILE));
  const fingerprint = keyFingerprint(key);
  if (trusted)
    hold(
      keyFingerprint(trusted) === fingerprint,
      `its public key (${fingerprint}) is not the one given with --key (${keyFingerprint(trusted)})`,
    );
  hold(
    verify(null, bytes, key, signature),
    `${SIGNATURE_FILE} is no signature of ${MANIFEST_FILE} by its key`,
  );
  const manifest = parsed(PackManifest, bytes, MANIFEST_FILE);
  hold(manifest.key_fingerprint === fingerprint, `${MANIFEST_FILE} names another public key than it holds`);
  return { manifest, fingerprint };
}

function publicKeyOf(pem: Buffer): KeyObject {
  try {
    const key = createPublicKey(pem);
    hold(key.asymmetricKeyType === 'ed25519', `${PUBLIC_KEY_FILE} is no Ed25519 key`);
    return key;
  } catch (cause) {
    if (cause instanceof WrongPack) throw cause;
    throw new WrongPack(`${PUBLIC_KEY_FILE} is no public key: ${(cause as Error).message}`, { cause });
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, bytes: Buffer, path: string): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new WrongPack(`${path} is no JSON: ${(cause as Error).message}`, { cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new WrongPack(
    `${path} is not as it must be at ${issue!.path.join('.') || 'its top'}: ${issue!.message}`,
  );
}

function checkHashes(manifest: PackManifest, files: ReadonlyMap<string, Unpacked>): void {
  const listed = new Set([MANIFEST_FILE, SIGNATURE_FILE]);
  for (const { path, bytes, sha256 } of manifest.files) {
    hold(!listed.has(path), `${MANIFEST_FILE} lists ${path} twice`);
    listed.add(path);
    const found = files.get(path);
    if (!found) throw new WrongPack(`${path} is missing`);
    hold(found.bytes === bytes && found.sha256 === sha256, `${path} was altered after it was signed`);
  }
  for (const path of files.keys()) hold(listed.has(path), `${path} was added after it was signed`);
}

async function checkChain(
  manifest: PackManifest,
  files: ReadonlyMap<string, Unpacked>,
  read: Read,
): Promise<Map<string, Manifest>> {
  const paths = [...files.keys()].filter((path) => path.startsWith(CHAIN_FOLDER)).sort();
  const batches = new Map<string, Manifest>();
  let previous: string | null = null;
  for (const [index, path] of paths.entries()) {
    const batch = parsed(Manifest, await read(path), path);
    hold(batch.sequence === index + 1, `${path} is number ${batch.sequence} of the chain, not ${index + 1}`);
    hold(batch.previous === previous, `${path} does not follow the manifest before it`);
    previous = files.get(path)!.sha256;
    batches.set(batch.batch_id, batch);
  }
  const { manifests, head } = manifest.chain;
  hold(paths.length === manifests, `the chain has ${paths.length} manifests instead of ${manifests}`);
  hold(previous === head, 'the chain does not end at the head that the manifest names');
  return batches;
}

const DecisionLink = z.strictObject({
  seq: z.int(),
  body: z.record(z.string(), z.unknown()),
  previous_hash: z.string(),
  hash: z.string(),
});

async function checkDecisions(manifest: PackManifest, read: Read): Promise<void> {
  let head = { seq: 0, hash: NO_LINK };
  for (const line of (await read(DECISIONS_FILE)).toString('utf8').split('\n').filter(Boolean)) {
    const link = parsed(DecisionLink, Buffer.from(line), DECISIONS_FILE);
    hold(
      link.seq === head.seq + 1 && link.previous_hash === head.hash,
      `decision ${head.seq + 1} is missing or out of order`,
    );
    const hash = linkHash(link.previous_hash, canonicalJson(link.body));
    hold(hash === link.hash, `decision ${link.seq} was altered`);
    head = { seq: link.seq, hash };
  }
  const { seq, hash } = manifest.decisions;
  hold(head.seq === seq && head.hash === hash, 'the log of decisions does not end where the manifest says');
}

const count = z.int().nonnegative();
const BookFile = z.looseObject({
  book_id: z.string(),
  content_fingerprint: z.string(),
  rule_pack: z.string(),
  inputs: z.array(z.looseObject({ batch_id: z.string(), content_hash: z.string() })),
  control_totals: z.looseObject({
    rows_arrived: count,
    duplicates: count,
    conflicts: count,
    after_as_of: count,
    entries: count,
    wholly_unposted: count,
    wallets: z.array(
      z.object({
        programme_id: z.string(),
        wallet: z.string(),
        points_opened: z.string(),
        points_restored: z.string(),
        points_used: z.string(),
        points_remaining: z.string(),
      }),
    ),
  }),
});

const ROW_COUNTS = ['rows_read', 'accepted', 'duplicates', 'conflicts', 'skipped', 'rejected'] as const;

async function checkTotals(
  manifest: PackManifest,
  batches: ReadonlyMap<string, Manifest>,
  read: Read,
  folder: string,
): Promise<void> {
  const book = parsed(BookFile, await read(BOOK_FILE), BOOK_FILE);
  for (const name of ['book_id', 'content_fingerprint', 'rule_pack'] as const)
    hold(book[name] === manifest.book[name], `${BOOK_FILE} and ${MANIFEST_FILE} differ in ${name}`);
  const sums = Object.fromEntries(ROW_COUNTS.map((name) => [name, 0])) as Record<
    (typeof ROW_COUNTS)[number],
    number
  >;
  for (const { batch_id: id, content_hash: hash } of book.inputs) {
    const batch = batches.get(id);
    if (batch?.kind !== 'ingest') throw new WrongPack(`the book names batch ${id}, which the chain has not`);
    hold(batch.content_hash === hash, `batch ${id} is not what the book was computed from`);
    for (const file of batch.files) for (const name of ROW_COUNTS) sums[name] += file[name];
  }
  for (const name of ROW_COUNTS)
    hold(
      sums[name] === manifest.totals[name],
      `the batches have ${sums[name]} rows in ${name}, the manifest says ${manifest.totals[name]}`,
    );
  hold(
    sums.rows_read === sums.accepted + sums.duplicates + sums.conflicts + sums.skipped + sums.rejected,
    'the rows read are not accounted for',
  );
  const totals = book.control_totals;
  hold(
    totals.rows_arrived ===
      totals.entries + totals.wholly_unposted + totals.duplicates + totals.conflicts + totals.after_as_of,
    'the events that arrived are not accounted for',
  );
  for (const each of totals.wallets)
    hold(
      add(each.points_opened, each.points_restored) === add(each.points_used, each.points_remaining),
      `the points of ${each.programme_id}/${each.wallet} do not add up`,
    );
  const database = await openDatabase(':memory:', { memoryLimit: '512MB' });
  try {
    await checkRows(database.connection, manifest, folder);
  } finally {
    database.close();
  }
}

/** Rows of each Parquet file (the CSV beside it was hashed with it), and the evidence that each finding says it has. */
async function checkRows(
  connection: DuckDBConnection,
  manifest: PackManifest,
  folder: string,
): Promise<void> {
  const from = (path: string) => `read_parquet(${literal(join(folder, path))})`;
  for (const { path, rows: told } of manifest.files) {
    if (told === undefined || !path.endsWith('.parquet')) continue;
    const [found] = await rows<{ rows: bigint }>(connection, `select count(*) as rows from ${from(path)}`);
    hold(Number(found!.rows) === told, `${path} has ${found!.rows} rows, the manifest says ${told}`);
  }
  const [found] = await rows<Record<'findings' | 'evidence' | 'unequal', bigint>>(
    connection,
    `select (select count(*) from ${from('data/findings.parquet')}) as findings,
       (select count(*) from ${from('data/evidence.parquet')}) as evidence,
       (select count(*) from ${from('data/findings.parquet')} as finding
        left join (select finding_id, count(*) as rows from ${from('data/evidence.parquet')} group by finding_id)
          as evidence using (finding_id)
        where finding.evidence_rows <> coalesce(evidence.rows, 0)) as unequal`,
  );
  hold(
    Number(found!.findings) === manifest.totals.findings,
    'the findings are not as many as the manifest says',
  );
  hold(
    Number(found!.evidence) === manifest.totals.evidence,
    'the evidence is not as much as the manifest says',
  );
  hold(Number(found!.unequal) === 0, `${found!.unequal} findings have not the evidence they say`);
}
