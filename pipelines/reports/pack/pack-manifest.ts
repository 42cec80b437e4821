import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();

/** Files of a pack that its manifest does not list: itself and what signs it. */
export const MANIFEST_FILE = 'manifest.json';
export const SIGNATURE_FILE = 'manifest.sig';

/** Folder of the batches' manifests, named by their number so that their order is that of the chain. */
export const CHAIN_FOLDER = 'source/manifests/';
export const DECISIONS_FILE = 'decisions/decisions.jsonl';
export const PUBLIC_KEY_FILE = 'public-key.pem';
export const BOOK_FILE = 'book/book.json';
export const CONFIGURATION_FILE = 'programme/configuration.json';

/** `manifest.json` of an audit pack: what is in it, and what it says. */
export const PackManifest = z.strictObject({
  format: z.literal('jiheng-audit-pack'),
  version: z.literal(1),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  language: z.string(),
  book: z.strictObject({
    book_id: sha256,
    content_fingerprint: sha256,
    provenance_fingerprint: sha256,
    engine_version: z.string(),
    engine_hash: sha256,
    rule_pack: sha256,
    as_of: z.iso.date(),
    known_at: z.string().nullable(),
    time_zone: z.string(),
  }),
  /** The chain of batches: how many manifests, and the SHA-256 of the last. */
  chain: z.strictObject({ manifests: count, head: sha256 }),
  /** The log of decisions: how many links, and the hash of the last. */
  decisions: z.strictObject({ seq: count, hash: sha256 }),
  totals: z.strictObject({
    rows_read: count,
    accepted: count,
    duplicates: count,
    conflicts: count,
    skipped: count,
    rejected: count,
    findings: count,
    evidence: count,
  }),
  /** SHA-256 of the DER of `public-key.pem`. */
  key_fingerprint: sha256,
  files: z.array(
    z.strictObject({
      path: z.string(),
      bytes: count,
      sha256,
      /** Data rows of a CSV or Parquet file, without the header. */
      rows: count.optional(),
    }),
  ),
});
export type PackManifest = z.infer<typeof PackManifest>;
