import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '@hono/zod-openapi';
import type { Plan, Reading } from '#pipelines/ingest/plan.ts';
import { writeFileDurably } from '#pipelines/store/durable.ts';
import { Problem } from '../problem.ts';
import { receiveFile, type Incoming } from './receive-file.ts';

const KEPT_MS = 7 * 24 * 3_600_000;
const MOST_FILES = 100;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const UploadedFile = z.object({
  number: z.number().int(),
  name: z.string(),
  bytes: z.number().int(),
});

/** Files on their way in: on the server's disk, not yet in the source store. */
export const Upload = z
  .object({
    id: z.string(),
    created_at: z.string(),
    started_by: z.string(),
    files: z.array(UploadedFile),
  })
  .openapi('Upload');
export type Upload = z.infer<typeof Upload>;

/**
 * The uploads of a workspace, a folder each under `uploads/`: files are numbered there, and what people call them
 * stands in `upload.json` alone. Those nobody came back to are removed after a week.
 */
export class Uploads {
  readonly #folder: string;
  /** Changes of one upload happen one after the other. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(workspace: string) {
    this.#folder = join(workspace, 'uploads');
  }

  async create(startedBy = ''): Promise<Upload> {
    await this.#removeOld();
    const upload: Upload = {
      id: randomUUID(),
      created_at: new Date().toISOString(),
      started_by: startedBy,
      files: [],
    };
    await mkdir(this.#path(upload.id), { recursive: true });
    await this.#write(upload);
    return upload;
  }

  /** @throws Problem if there is no such upload. */
  async get(id: string): Promise<Upload> {
    if (!ID.test(id)) throw unknown();
    const text = await readFile(join(this.#path(id), 'upload.json'), 'utf8').catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') throw unknown();
        throw error;
      },
    );
    return Upload.parse(JSON.parse(text));
  }

  /** Streams a file in; several may come at a time. */
  async add(id: string, name: string, incoming: Incoming): Promise<Upload> {
    const { files } = await this.get(id);
    if (files.length >= MOST_FILES)
      throw new Problem(
        413,
        'too_large',
        `An upload may have ${MOST_FILES} files at most; put them into an archive.`,
      );
    const arriving = join(this.#path(id), randomUUID());
    const bytes = await receiveFile(arriving, incoming);
    return this.#change(id, async (upload) => {
      const number = Math.max(0, ...upload.files.map((each) => each.number)) + 1;
      await rename(arriving, this.#file(id, number));
      return { ...upload, files: [...upload.files, { number, name, bytes }] };
    });
  }

  /** Takes a file out again. */
  removeFile(id: string, number: number): Promise<Upload> {
    return this.#change(id, async (upload) => {
      if (!upload.files.some((each) => each.number === number)) throw unknown();
      await rm(this.#file(id, number), { force: true });
      return { ...upload, files: upload.files.filter((each) => each.number !== number) };
    });
  }

  /** Writes how the files are to be read, for the command line; gives the plan's path. */
  async plan(id: string, readings: readonly { number: number; reading: Reading }[]): Promise<string> {
    const { files } = await this.get(id);
    const plan: Plan = {
      files: readings.map(({ number, reading }) => {
        const file = files.find((each) => each.number === number);
        if (!file) throw unknown();
        return { path: String(number), name: file.name, reading };
      }),
    };
    const path = join(this.#path(id), `plan-${randomUUID()}.json`);
    await writeFile(path, JSON.stringify(plan), { mode: 0o600 });
    return path;
  }

  /** Writes a plan that is about no uploaded file, into a folder of its own; `id` is what it is removed by. */
  async writePlan(plan: object): Promise<{ id: string; path: string }> {
    const { id } = await this.create();
    const path = join(this.#path(id), 'plan.json');
    await writeFile(path, JSON.stringify(plan), { mode: 0o600 });
    return { id, path };
  }

  /** Removes an upload with all its files; the store has what was ingested. */
  async remove(id: string): Promise<void> {
    await this.get(id);
    await rm(this.#path(id), { recursive: true, force: true });
  }

  async #change(id: string, change: (upload: Upload) => Promise<Upload>): Promise<Upload> {
    const before = this.#turns.get(id) ?? Promise.resolve();
    const turn = before.then(async () => {
      const changed = await change(await this.get(id));
      await this.#write(changed);
      return changed;
    });
    this.#turns.set(
      id,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async #removeOld(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const names = await readdir(this.#folder);
    for (const id of names.filter((name) => ID.test(name))) {
      const upload = await this.get(id).catch(() => null);
      if (!upload || Date.now() - Date.parse(upload.created_at) > KEPT_MS)
        await rm(this.#path(id), { recursive: true, force: true });
    }
  }

  #write(upload: Upload): Promise<void> {
    return writeFileDurably(join(this.#path(upload.id), 'upload.json'), JSON.stringify(upload));
  }

  /** An id has been held against its form before it comes here. */
  #path(id: string): string {
    return join(this.#folder, id);
  }

  #file(id: string, number: number): string {
    return join(this.#path(id), String(number));
  }
}

function unknown(): Problem {
  return new Problem(404, 'unknown_upload', 'There is no such upload; it may be in the store already.');
}
