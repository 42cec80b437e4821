import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Where rows that were read from a database came from. Never holds a user or a password. */
export const ManifestDatabase = z.strictObject({
  system: z.enum(['postgresql', 'mysql', 'mariadb']),
  version: z.string(),
  host: z.string(),
  port: z.int(),
  database: z.string(),
  /** With its schema where that is not the usual one. */
  table: z.string(),
  /** Columns that identify a row; empty where the table has no primary key. */
  primary_key: z.array(z.string()),
  /** What made the reading resumable; null for a whole reading of a table without such a column. */
  watermark: z
    .strictObject({
      column: z.string(),
      /** Rows from this value on were read; null: all. Below the last highest value by the overlap. */
      from: z.string().nullable(),
      overlap: z.string().nullable(),
      /** The highest value read so far; null where there was no row with one. */
      to: z.string().nullable(),
    })
    .nullable(),
  /** Rows fetched for this reading. */
  rows: z.int().nonnegative(),
  /** Earlier rows fetched again behind them, which only the mapping's lookups see. */
  context_rows: z.int().nonnegative(),
});
export type ManifestDatabase = z.infer<typeof ManifestDatabase>;

/** One file as it arrived: its bytes are kept under `raw/`. Rows of a database are kept as CSV, NULL unquoted. */
export const ManifestFile = z.strictObject({
  /** The name the user gave, relative to what was ingested; of an entry or a sheet, `file/member`. */
  name: z.string(),
  raw: z.string(),
  bytes: z.int().nonnegative(),
  sha256,
  table: z.string(),
  format: z.string(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  /** The character around cells; null where quotes are text or the format has none. */
  quote: z.string().nullable().optional(),
  /** The entry of an archive or the sheet of a workbook that held the rows. */
  member: z.string().optional(),
  database: ManifestDatabase.optional(),
  rows_read: z.int().nonnegative(),
  accepted: z.int().nonnegative(),
  duplicates: z.int().nonnegative(),
  conflicts: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  /** The filters of the mapping that left rows out by intent, and how many each; they add up to `skipped`. */
  skips: z.array(z.strictObject({ name: z.string(), rows: z.int().nonnegative() })).optional(),
  warnings: z.array(z.string()),
});
export type ManifestFile = z.infer<typeof ManifestFile>;

/** The typed rows of one table in the batch: every good row, duplicates and conflicts too (posting settles those). */
export const ManifestTable = z.strictObject({
  table: z.string(),
  /** Parquet files relative to the batch's folder. */
  parquet: z.array(z.strictObject({ file: z.string(), rows: z.int().nonnegative(), sha256 })),
  /** Contract columns that the input had; the others hold only NULL, and what needs them is not evaluable. */
  columns_present: z.array(z.string()),
  /** Columns the contract does not know, kept as JSON in the column `extra`. */
  unknown_columns: z.array(z.string()),
});
export type ManifestTable = z.infer<typeof ManifestTable>;

const Link = {
  version: z.literal(1),
  batch_id: z.string(),
  /** Number of this manifest in the chain, from 1. */
  sequence: z.int().positive(),
  created_at: z.iso.datetime(),
  engine_version: z.string(),
  /** SHA-256 of the bytes of the manifest before this one; null for the first. */
  previous: sha256.nullable(),
};

/** A batch that came in. */
export const IngestManifest = z.strictObject({
  ...Link,
  kind: z.literal('ingest'),
  /** SHA-256 over the sorted (file bytes' hash, table) and the mapping: what decides the batch's content. */
  content_hash: sha256,
  mapping: z.string().nullable(),
  mapping_hash: sha256.nullable(),
  files: z.array(ManifestFile),
  tables: z.array(ManifestTable),
  rejects: z.strictObject({ file: z.string(), rows: z.int().nonnegative(), sha256 }).nullable(),
  warnings: z.array(z.string()),
});
export type IngestManifest = z.infer<typeof IngestManifest>;

/** Says that an earlier batch no longer counts; nothing is deleted. */
export const WithdrawalManifest = z.strictObject({
  ...Link,
  kind: z.literal('withdrawal'),
  withdraws: z.string(),
  reason: z.string().nullable(),
});
export type WithdrawalManifest = z.infer<typeof WithdrawalManifest>;

export const Manifest = z.discriminatedUnion('kind', [IngestManifest, WithdrawalManifest]);
export type Manifest = z.infer<typeof Manifest>;

/** Columns that every Parquet file of a batch has beside the contract's. */
export const PROVENANCE_COLUMNS = {
  /** Columns the contract does not know, as a JSON object; NULL where there are none. */
  extra: 'VARCHAR',
  /** Name of the file the row stood in, as in the manifest. */
  source_file: 'VARCHAR',
  /** Number of the record in that file, the first data record being 1. */
  source_record: 'BIGINT',
} as const;
