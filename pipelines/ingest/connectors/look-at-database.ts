import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findTable } from '#engine/contract/tables.ts';
import { UserError } from '#engine/user-error.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { checkFiles, type CheckedFile, type CheckOptions } from '../check-files.ts';
import { requireTable, targetOfChosen, type Target, type TargetChoice } from '../choose-target.ts';
import { mappingOf } from '../plan.ts';
import { readingOfBatch } from '../remembered-reading.ts';
import { mappedTableOf, presetNames, readPreset } from '../read-mapping.ts';
import { parseDatabaseUrl, shownAddress } from './address.ts';
import { namedTable } from './choose-tables.ts';
import { findCredentials, type Credentials } from './credentials.ts';
import { urlOf, type DatabasePlan, type DatabaseServer } from './database-plan.ts';
import { fetchTable } from './fetch-table.ts';
import { OWN_DIALECT } from './ingest-database.ts';
import { openSession, readingFailed } from './open-session.ts';
import { countNewRows, prepareReading } from './prepare-reading.ts';
import type { DatabaseSession, DatabaseTable } from './session.ts';

/** Rows that are read for a look: enough to meet every kind of event that is common. */
const LOOK_ROWS = 2000;

/** A database that answers, and what its tables seem to be by their names. */
export interface ListedDatabase {
  readonly address: string;
  readonly system: DatabaseSession['system'];
  readonly version: string;
  /** Those that a preset or the contract names first. */
  readonly tables: readonly {
    readonly name: string;
    readonly preset: string | null;
    readonly table: string | null;
  }[];
}

/** A table of a database as ingesting would read it; nothing of it is in the source store. */
export interface CheckedDatabase {
  /** The rows looked at, as a file would be. */
  readonly file: CheckedFile;
  readonly address: string;
  readonly system: DatabaseSession['system'];
  readonly version: string;
  readonly table: string;
  /** Rows that ingesting would bring: all, or those from the last watermark on. */
  readonly new_rows: number;
  /** How many of them were looked at. */
  readonly looked_at: number;
  readonly watermark: { readonly column: string; readonly reached: string | null } | null;
  /** Columns that can be a watermark. */
  readonly growing: readonly string[];
  readonly warnings: readonly string[];
}

export interface LookOptions extends CheckOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Opens a database and lists its tables. @throws UserError where it does not open; none shows a password. */
export async function listDatabase(server: DatabaseServer, options: LookOptions): Promise<ListedDatabase> {
  return withSession(server, options, async (session) => {
    const presets = await Promise.all((await presetNames()).map((name) => readPreset(name)));
    const tables = (await session.tables()).map(({ shown, name }) => ({
      name: shown,
      preset: presets.find((preset) => mappedTableOf(preset, name))?.name ?? null,
      table: findTable(name.toLowerCase())?.name ?? null,
    }));
    const isKnown = (each: (typeof tables)[number]) => each.preset !== null || each.table !== null;
    return {
      ...described(session),
      tables: [...tables.filter(isKnown), ...tables.filter((each) => !isKnown(each))],
    };
  });
}

/**
 * Reads the first of a table's new rows as ingesting would, without adding anything: what they are taken for, what they
 * become, and how many there are.
 */
export async function checkDatabase(
  workspace: string,
  plan: DatabasePlan & { readonly table: string },
  options: LookOptions,
): Promise<CheckedDatabase> {
  return withSession(plan.server, options, async (session, credentials) => {
    const table = namedTable(session, await session.tables(), plan.table);
    const look = new Look(workspace, session, table, plan, options);
    try {
      // What a table is, and so up to where it was read, is known only after a first look.
      const before = isAsked(plan.reading) ? null : await look.readingBefore();
      if (before) return withSource(await look.at(before), 'before');
      const first = await look.at(plan.reading);
      const isSettled = first.file.problem === null && first.file.unfilled.length === 0;
      if (!isSettled || first.watermark !== null || isAsked(plan.reading)) return first;
      return withSource(await look.at(first.file.reading), first.file.source);
    } catch (error) {
      if (error instanceof UserError || options.signal.aborted) throw error;
      throw readingFailed(session.address, credentials, table.shown, 0, error);
    }
  });
}

/** A look at one table of an open session. */
class Look {
  constructor(
    readonly workspace: string,
    readonly session: DatabaseSession,
    readonly table: DatabaseTable,
    readonly plan: DatabasePlan,
    readonly options: LookOptions,
  ) {}

  async at(asked: DatabasePlan['reading']): Promise<CheckedDatabase> {
    const { session, table, options } = this;
    const mapping = await mappingOf(asked);
    const { watermark, full } = this.plan;
    const { reading, facts, warnings } = await prepareReading(
      session,
      { table, target: await this.#target(asked) },
      await readStore(this.workspace),
      { mapping, watermark, full },
    );
    options.onStep(`read ${table.shown}`);
    const folder = await mkdtemp(join(options.scratch, 'look-'));
    try {
      const rows = await countNewRows(reading);
      // Earlier rows, which only lookups would see, are not fetched for a look.
      const unmapped = { table: requireTable('point_events'), mapped: null };
      const fetched = await fetchTable({ ...reading, limit: LOOK_ROWS }, unmapped, folder, () =>
        options.signal.throwIfAborted(),
      );
      const planned = {
        path: fetched.file.rawPath,
        name: `${table.name}.csv`,
        reading: { ...asked, encoding: 'utf-8', dialect: OWN_DIALECT },
      };
      const [file] = await checkFiles(
        this.workspace,
        { files: [planned] },
        { ...options, scratch: folder, onStep: (step) => options.onStep(step) },
      );
      const { table: contract, preset, mapping: found } = file!.reading;
      return {
        ...described(session),
        file: { ...file!, name: table.shown, reading: { table: contract, preset, mapping: found } },
        table: table.shown,
        new_rows: rows,
        looked_at: fetched.rows,
        watermark: reading.watermark && { column: reading.watermark.column, reached: reading.after },
        growing: facts.columns.filter((each) => each.grows).map((each) => each.name),
        warnings,
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** How this table was read the last time; null where it was not, or without a mapping. */
  async readingBefore(): Promise<DatabasePlan['reading'] | null> {
    const { host, port, database } = this.session.address;
    const batch = (await readStore(this.workspace)).batches.findLast(({ manifest }) =>
      manifest.files.some(
        ({ database: read }) =>
          read?.host === host &&
          read.port === port &&
          read.database === database &&
          read.table === this.table.shown,
      ),
    );
    return batch ? readingOfBatch(batch) : null;
  }

  /** Before anything is settled no column is asked for. */
  async #target(asked: DatabasePlan['reading']): Promise<Target> {
    const mapping = await mappingOf(asked);
    const choice: TargetChoice = {
      ...(asked.table === undefined ? {} : { table: requireTable(asked.table) }),
      ...(mapping === undefined ? {} : { mapping }),
    };
    const nothing = { ...requireTable('point_events'), columns: {} };
    return targetOfChosen(this.table.name, choice) ?? { table: nothing, mapped: null };
  }
}

function isAsked({ table, preset, mapping }: DatabasePlan['reading']): boolean {
  return table !== undefined || preset !== undefined || mapping !== undefined;
}

function withSource(checked: CheckedDatabase, source: CheckedFile['source']): CheckedDatabase {
  return { ...checked, file: { ...checked.file, source } };
}

async function withSession<Result>(
  server: DatabaseServer,
  { environment, signal, onStep }: LookOptions,
  use: (session: DatabaseSession, credentials: Credentials) => Promise<Result>,
): Promise<Result> {
  const parsed = parseDatabaseUrl(urlOf(server));
  const credentials = await findCredentials(parsed, undefined, environment ?? process.env);
  onStep(`connect to ${parsed.address.host}`);
  const session = await openSession(parsed.address, credentials);
  const cut = () => void session.close();
  signal.addEventListener('abort', cut, { once: true });
  try {
    return await use(session, credentials);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', cut);
    await session.close();
  }
}

function described(session: DatabaseSession): Pick<ListedDatabase, 'address' | 'system' | 'version'> {
  return { address: shownAddress(session.address), system: session.system, version: session.version };
}
