import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { IngestManifest } from '#engine/contract/manifest.ts';
import { openDatabase, rows } from '#engine/database.server.ts';
import { ingest, type IngestOptions } from '#pipelines/ingest/ingest.ts';
import { listRejects, type Reject } from '#pipelines/store/read-rejects.ts';
import { readStore } from '#pipelines/store/read-store.ts';
import { pathList } from '#pipelines/ingest/sql.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

/** Writes files, given by relative path, into a new folder. */
export async function folderWith(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** The path of a workspace that is not there yet. */
export async function temporaryWorkspace(): Promise<string> {
  return join(await temporaryFolder(), 'workspace');
}

/** Ingests a data set given as files into a new workspace. */
export async function ingestFiles(files: Record<string, string | Uint8Array>, options: IngestOptions = {}) {
  const workspace = join(await temporaryFolder(), 'workspace');
  const folder = await folderWith(files);
  const outcome = await ingest(workspace, [folder], options);
  return { workspace, folder, outcome, counts: counts(outcome.manifest) };
}

/** The typed rows of a table over all batches that count, in the order of files and records. */
export async function typedRows(
  workspace: string,
  table = 'point_events',
): Promise<Record<string, unknown>[]> {
  const store = await readStore(workspace);
  const files = store.batches.flatMap((batch) => batch.tables.get(table)?.files ?? []);
  const database = await openDatabase(':memory:');
  try {
    return await rows(
      database.connection,
      `select * from read_parquet(${pathList(files)}) order by source_file, source_record`,
    );
  } finally {
    database.close();
  }
}

/** What was refused, as `column:code` per record. */
export async function refusedCodes(workspace: string): Promise<Record<number, string[]>> {
  const rejects = await listRejects(workspace);
  return Object.fromEntries(
    rejects.map((reject: Reject) => [
      reject.source_record,
      reject.reasons.map(({ column, code }) => (column === null ? code : `${column}:${code}`)),
    ]),
  );
}

/** Control totals of a batch, summed over its files: read, accepted, duplicates, conflicts, rejected. */
export function counts(manifest: {
  files: readonly {
    rows_read: number;
    accepted: number;
    duplicates: number;
    conflicts: number;
    rejected: number;
  }[];
}): number[] {
  const keys = ['rows_read', 'accepted', 'duplicates', 'conflicts', 'rejected'] as const;
  return keys.map((key) => manifest.files.reduce((sum, file) => sum + file[key], 0));
}

/** The same by name, with the declared skips. */
export function totals(manifest: Pick<IngestManifest, 'files'>): Record<string, number> {
  const sum = (key: 'rows_read' | 'accepted' | 'duplicates' | 'conflicts' | 'skipped' | 'rejected') =>
    manifest.files.reduce((all, file) => all + file[key], 0);
  return {
    read: sum('rows_read'),
    accepted: sum('accepted'),
    duplicates: sum('duplicates'),
    conflicts: sum('conflicts'),
    skipped: sum('skipped'),
    rejected: sum('rejected'),
  };
}

export const HEADER = 'event_id,member_id,event_type,points,occurred_at';

/** A CSV of events from its data lines. */
export function events(...lines: string[]): string {
  return [HEADER, ...lines, ''].join('\n');
}
