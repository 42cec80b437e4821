import type { IngestManifest, ManifestDatabase } from '#engine/contract/manifest.ts';
import type { Mapping, Watermark } from '#engine/contract/mapping.ts';
import { UserError } from '#engine/user-error.ts';
import type { SourceStore } from '#pipelines/store/read-store.ts';
import { chooseConfiguration } from '../choose-configuration.ts';
import { requireTable, type TargetChoice } from '../choose-target.ts';
import type { BatchContent, TableFile } from '../fill-batch.ts';
import { INFLATE_LIMITS } from '../limits.ts';
import { within, type OnStep } from '../steps.ts';
import { makeBatch, type IngestOutcome } from '../make-batch.ts';
import { parseDatabaseUrl, type DatabaseAddress } from './address.ts';
import { chooseTables, type ChosenTable } from './choose-tables.ts';
import { findCredentials, type Credentials } from './credentials.ts';
import { fetchTable } from './fetch-table.ts';
import { openSession, readingFailed } from './open-session.ts';
import { countNewRows, prepareReading } from './prepare-reading.ts';
import type { DatabaseSession } from './session.ts';

/** So many rows between two words of progress. */
const STEP_ROWS = 10_000;
/** Cells are cut as they were written, whatever a mapping says of files. */
export const OWN_DIALECT = { delimiter: ',', quote: '"' } as const;

export interface DatabaseOptions {
  /** The contract's table of tables whose names tell none. */
  readonly table?: string;
  /** The database's tables to read, as `table` or `schema.table`; default those that the mapping or contract names. */
  readonly sourceTables?: readonly string[];
  readonly mapping?: Mapping;
  /** What is new, where the mapping does not say. */
  readonly watermark?: Watermark;
  /** The overlap, in place of the mapping's. */
  readonly overlap?: string;
  /** Reads everything, whatever was read before. */
  readonly full?: boolean;
  /** A file with user and password. */
  readonly credentials?: string;
  readonly tls?: string;
  /** A PEM file of authorities to trust. */
  readonly tlsAuthority?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly programme?: string;
  readonly memoryLimit?: string;
  readonly signal?: AbortSignal;
  readonly onStep?: OnStep;
}

/** What fetching the rows takes of the whole, about. */
const FETCHING = 0.6;

/**
 * Brings rows of a database into the source store as one batch, kept as the CSV they were written to. Read in one
 * read-only snapshot; a second reading takes only what is above the watermark of the last one.
 *
 * @param url `postgres://…` or `mysql://…`; credentials in it are used and forgotten.
 * @throws UserError where the server does not answer, the reading is cut, or nothing fits. None shows a password.
 */
export async function ingestDatabase(
  workspace: string,
  url: string,
  options: DatabaseOptions = {},
): Promise<IngestOutcome> {
  const { mapping } = options;
  const choice: TargetChoice = {
    ...(options.table === undefined ? {} : { table: requireTable(options.table) }),
    ...(mapping === undefined ? {} : { mapping }),
  };
  const signal = options.signal ?? new AbortController().signal;
  const onStep = options.onStep ?? (() => undefined);
  const parsed = parseDatabaseUrl(url, options.tls);
  const credentials = await findCredentials(parsed, options.credentials, options.environment ?? process.env);
  const configuration = await chooseConfiguration(workspace, null, options.programme);
  onStep(`connect to ${parsed.address.host}`);
  const session = await openSession(parsed.address, credentials, options.tlsAuthority);
  const cut = () => void session.close();
  signal.addEventListener('abort', cut, { once: true });
  try {
    const chosen = await chooseTables(session, choice, options.sourceTables ?? []);
    return await makeBatch(workspace, {
      purpose: 'ingest from a database',
      configuration,
      mapping,
      encoding: null,
      dialect: {},
      limits: INFLATE_LIMITS,
      memoryLimit: options.memoryLimit,
      signal,
      onStep: within(onStep, FETCHING, 1 - FETCHING),
      arrive: async (folder, _scratch, store) => {
        const files: TableFile[] = [];
        for (const [at, each] of chosen.entries()) {
          const share = FETCHING / chosen.length;
          const told = { ...options, onStep: within(onStep, at * share, share) };
          files.push(await arrive(session, credentials, each, folder, store, told));
        }
        await session.close();
        return { files, others: [] };
      },
      knownBatch: (content, store) => knownBatch(content, store, session.address, mapping?.name ?? null),
    });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', cut);
    await session.close();
  }
}

async function arrive(
  session: DatabaseSession,
  credentials: Credentials,
  chosen: ChosenTable,
  folder: string,
  store: SourceStore,
  options: DatabaseOptions,
): Promise<TableFile> {
  const { onStep, signal } = options;
  const { table, target } = chosen;
  let rows = 0;
  try {
    const { reading, place, warnings } = await prepareReading(session, chosen, store, options);
    const step = `read ${table.shown}`;
    onStep?.(step, undefined, 0);
    const expected = await countNewRows(reading);
    let told = 0;
    const onRows = (count: number) => {
      signal?.throwIfAborted();
      rows = count;
      const tenths = Math.floor(count / STEP_ROWS);
      if (tenths !== told) onStep?.(step, expected > 0 ? Math.min(1, count / expected) : undefined, count);
      told = tenths;
    };
    const fetched = await fetchTable(reading, target, folder, onRows);
    const { watermark, after } = reading;
    const from: ManifestDatabase = {
      ...place,
      version: session.version,
      primary_key: [...reading.primaryKey],
      watermark: watermark && {
        column: watermark.column,
        from: after,
        overlap: watermark.said,
        to: fetched.to,
      },
      rows: fetched.rows,
      context_rows: fetched.contextRows,
    };
    return {
      ...fetched.file,
      target,
      format: 'csv',
      database: from,
      dialect: OWN_DIALECT,
      notes: [...warnings, ...watermarkNotes(from)],
    };
  } catch (error) {
    if (error instanceof UserError || signal?.aborted) throw error;
    throw readingFailed(session.address, credentials, table.shown, rows, error);
  }
}

function watermarkNotes({ watermark }: ManifestDatabase): string[] {
  if (!watermark)
    return [
      '没有声明水位列,每次都读整张表 / no watermark is declared, so every reading is of the whole table (--watermark COLUMN)',
    ];
  const { column, from, overlap, to } = watermark;
  if (from === null)
    return [
      `水位 ${column} 到 ${to ?? '空'} / read from the beginning; the watermark ${column} stands at ${to ?? 'nothing'}`,
    ];
  const late = overlap
    ? `并重读其下 ${overlap} 的行,更晚提交的行读不到 / and again those up to ${overlap} below it; rows committed later than that below it are not seen without --full`
    : `其下晚提交的行读不到 / rows committed late below it are not seen without --overlap or --full`;
  return [
    `只读 ${column} ≥ ${from} 的行 / only rows from ${column} ${from} on were read, ${late}; 水位 now ${to}`,
  ];
}

/** Where all that was read is there already, a further batch would say nothing. */
function knownBatch(
  { files }: BatchContent,
  store: SourceStore,
  address: DatabaseAddress,
  mapping: string | null,
): IngestManifest | null {
  if (files.some((each) => each.accepted + each.conflicts + each.rejected > 0)) return null;
  const readThis = (each: IngestManifest) =>
    each.mapping === mapping &&
    each.files.some(
      ({ database: read }) =>
        read?.host === address.host &&
        read.port === address.port &&
        read.database === address.database &&
        files.some((file) => file.database?.table === read.table),
    );
  return store.batches.map((each) => each.manifest).findLast(readThis) ?? null;
}
