import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LANGUAGES } from '#engine/reports/document.ts';
import { writeFileDurably } from '#pipelines/store/durable.ts';
import { fileSha256 } from '#pipelines/store/write-batch.ts';

/** A report that the workspace keeps: what it is, of which book, who made it, and its bytes' hash. */
export const KeptReport = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  format: z.string(),
  language: z.enum(LANGUAGES),
  book_id: z.string(),
  as_of: z.string(),
  member_id: z.string().nullable(),
  // Reports made before there were any say nothing of these.
  household_id: z.string().nullable().default(null),
  region_code: z.string().nullable().default(null),
  made_by: z.string(),
  /** ISO 8601, UTC. */
  made_at: z.iso.datetime(),
  /** Name of the file in the report's folder, and for whoever downloads it. */
  file: z.string().regex(/^[\w.-]+$/),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
  pages: z.int().nullable(),
});
export type KeptReport = z.infer<typeof KeptReport>;

const RECORD = 'report.json';
const UNFINISHED = '.unfinished-';
/** No making takes so long: what is older was left by a process that was ended. */
const ABANDONED_MS = 24 * 3_600_000;

function shelfFolder(workspace: string): string {
  return join(workspace, 'reports');
}

/**
 * Puts a report on the workspace's shelf. Its folder appears by one rename, whole or not at all.
 *
 * @param write writes the file to the path it is given
 */
export async function keepReport(
  workspace: string,
  about: Omit<KeptReport, 'id' | 'bytes' | 'sha256' | 'pages'>,
  write: (path: string) => Promise<{ readonly pages: number | null }>,
): Promise<KeptReport> {
  const id = randomUUID();
  const shelf = shelfFolder(workspace);
  const draft = join(shelf, `${UNFINISHED}${id}`);
  await mkdir(draft, { recursive: true });
  await removeAbandoned(shelf);
  try {
    const path = join(draft, about.file);
    const { pages } = await write(path);
    const kept = KeptReport.parse({
      id,
      ...about,
      bytes: (await stat(path)).size,
      sha256: await fileSha256(path),
      pages,
    });
    await writeFileDurably(join(draft, RECORD), `${JSON.stringify(kept, null, 2)}\n`);
    await rename(draft, join(shelf, id));
    return kept;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function removeAbandoned(shelf: string): Promise<void> {
  for (const name of (await readdir(shelf)).filter((each) => each.startsWith(UNFINISHED))) {
    const { mtimeMs } = await stat(join(shelf, name));
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(join(shelf, name), { recursive: true, force: true });
  }
}

/** The reports that a workspace keeps, the newest first. */
export async function keptReports(workspace: string): Promise<KeptReport[]> {
  const shelf = shelfFolder(workspace);
  if (!existsSync(shelf)) return [];
  const names = (await readdir(shelf)).filter((name) => z.uuid().safeParse(name).success);
  const kept = await Promise.all(
    names.map(async (name) =>
      KeptReport.parse(JSON.parse(await readFile(join(shelf, name, RECORD), 'utf8'))),
    ),
  );
  return kept.sort((left, right) =>
    left.made_at === right.made_at ? (left.id < right.id ? -1 : 1) : left.made_at < right.made_at ? 1 : -1,
  );
}

/** A report of the shelf and where its file lies; undefined where there is none of that id. */
export async function keptReport(
  workspace: string,
  id: string,
): Promise<{ readonly report: KeptReport; readonly path: string } | undefined> {
  // No path is ever made from anything but the id of a report.
  if (!z.uuid().safeParse(id).success) return undefined;
  const folder = join(shelfFolder(workspace), id);
  if (!existsSync(join(folder, RECORD))) return undefined;
  const report = KeptReport.parse(JSON.parse(await readFile(join(folder, RECORD), 'utf8')));
  return { report, path: join(folder, report.file) };
}
