import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileDurably } from '#pipelines/store/durable.ts';
import { isOver, Job } from './job.ts';

/** Finished jobs kept; older ones are removed. */
const KEPT = 300;
const NAME = /^[0-9a-f-]{36}\.json$/;

/** The jobs of a workspace as files, one each: what a restart of the server finds again. */
export class JobFiles {
  readonly #folder: string;

  constructor(workspace: string) {
    this.#folder = join(workspace, 'jobs');
  }

  /** All jobs, the oldest first. A file that is no job (cut off by a full disk, say) is told on the log and left alone. */
  async read(): Promise<Job[]> {
    const names = await readdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const found: Job[] = [];
    for (const name of names.filter((each) => NAME.test(each))) {
      try {
        found.push(Job.parse(JSON.parse(await readFile(join(this.#folder, name), 'utf8'))));
      } catch (error) {
        console.error(`jobs/${name} is no job and is not listed`, error);
      }
    }
    return found.sort((left, right) => (left.created_at < right.created_at ? -1 : 1));
  }

  async write(job: Job): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFileDurably(join(this.#folder, `${job.id}.json`), `${JSON.stringify(job, null, 2)}\n`);
  }

  /** Removes the oldest finished jobs beyond those kept; gives their ids. */
  async prune(jobs: readonly Job[]): Promise<string[]> {
    const over = jobs.filter(isOver);
    const gone = over.slice(0, Math.max(0, over.length - KEPT)).map((job) => job.id);
    for (const id of gone) await rm(join(this.#folder, `${id}.json`), { force: true });
    return gone;
  }
}
