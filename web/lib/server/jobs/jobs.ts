import { randomUUID } from 'node:crypto';
import { Problem } from '../problem.ts';
import { isOver, type Job } from './job.ts';
import { JobFiles } from './job-files.ts';
import { jobLimits, type JobLimits } from './limits.ts';
import { runCommand, type Ending, type RunningCommand } from './run-command.ts';

/** Work that changes nothing in the store or on the shelf may run beside the one writer; so many at a time. */
const READERS = 1;

/** What a page asks for. */
export interface JobRequest {
  /** What it does; pages have a word for each: `jobs.kinds`. */
  readonly kind: string;
  /** What it is about in the user's own terms, e.g. names of files; not translated. */
  readonly title: string;
  /** The command and its arguments, e.g. `['compute', '--as-of', '2025-12-31']`; never a text from a request unchecked. */
  readonly argv: readonly string[];
  /** Id of what it works on. */
  readonly subject?: string;
  /** Id of the user. */
  readonly startedBy?: string;
  /** False for work that only reads, e.g. a report or a check: it need not wait for writers. Default true. */
  readonly writes?: boolean;
  /** Environment for this process alone; kept nowhere. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly limits?: Partial<JobLimits>;
  /** Called when it is over, however it ended, before anybody is told. */
  readonly onEnd?: (job: Job) => Promise<void>;
}

interface Entry {
  job: Job;
  /** Null for jobs of an earlier server. Without secrets once it runs. */
  request: JobRequest | null;
  running: RunningCommand | null;
}

/**
 * The long work of a workspace. Each job is a run of the command line in a process of its own; one that writes at a
 * time, the others wait in order. Jobs are files: a restarted server lists them again, and those that were under way
 * as failed with `interrupted`.
 */
export class Jobs {
  readonly #workspace: string;
  readonly #files: JobFiles;
  readonly #entries = new Map<string, Entry>();
  readonly #loaded: Promise<void>;
  #closed = false;
  /** Files of one job are written one after the other. */
  #writing: Promise<void> = Promise.resolve();

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.#files = new JobFiles(workspace);
    this.#loaded = this.#load();
    this.#loaded.catch((error: unknown) => console.error('the jobs cannot be read', error));
  }

  /** Takes a job into the queue; gives it as it is then. */
  async start(request: JobRequest): Promise<Job> {
    await this.#loaded;
    const job: Job = {
      id: randomUUID(),
      kind: request.kind,
      title: request.title,
      subject: request.subject ?? null,
      started_by: request.startedBy ?? '',
      state: 'queued',
      created_at: new Date().toISOString(),
      started_at: null,
      ended_at: null,
      progress: { step: '', done: null, total: null, unit: null, rows: null, bytes: null },
      result: null,
      error: null,
      failure: null,
    };
    const entry: Entry = { job, request, running: null };
    this.#entries.set(job.id, entry);
    await this.#save(entry);
    this.#admit();
    return entry.job;
  }

  /** All jobs, the newest first. */
  async list(filter: { readonly kind?: string; readonly subject?: string } = {}): Promise<Job[]> {
    await this.#loaded;
    return [...this.#entries.values()]
      .map(({ job }) => job)
      .filter((job) => filter.kind === undefined || job.kind === filter.kind)
      .filter((job) => filter.subject === undefined || job.subject === filter.subject)
      .reverse();
  }

  /** @throws Problem if there is no such job. */
  async get(id: string): Promise<Job> {
    return (await this.#find(id)).job;
  }

  /** Stops a job that waits or runs; one that is over stays as it is. What was there before it stays too. */
  async cancel(id: string): Promise<Job> {
    const entry = await this.#find(id);
    if (entry.running) entry.running.cancel();
    else if (entry.job.state === 'queued') await this.#end(entry, { kind: 'cancelled' });
    return entry.job;
  }

  /** Stops all work and waits until it is stopped; for the end of the server. */
  async close(): Promise<void> {
    this.#closed = true;
    const entries = [...this.#entries.values()].filter(({ job }) => !isOver(job));
    for (const { running } of entries) running?.cancel();
    await Promise.allSettled(entries.map(({ running }) => running?.ended));
    await this.#writing;
  }

  async #load(): Promise<void> {
    for (const job of await this.#files.read()) {
      const entry: Entry = { job, request: null, running: null };
      this.#entries.set(job.id, entry);
      if (isOver(job)) continue;
      entry.job = {
        ...job,
        state: 'failed',
        failure: 'interrupted',
        error: 'The server was stopped before this was done; start it again.',
        ended_at: new Date().toISOString(),
      };
      await this.#files.write(entry.job);
    }
    const gone = await this.#files.prune([...this.#entries.values()].map(({ job }) => job));
    for (const id of gone) this.#entries.delete(id);
  }

  async #find(id: string): Promise<Entry> {
    await this.#loaded;
    const entry = this.#entries.get(id);
    if (!entry) throw new Problem(404, 'unknown_job', 'There is no such job; it may be long over.');
    return entry;
  }

  /** Starts what may start now: the first that writes where none does, and readers where there is room. */
  #admit(): void {
    if (this.#closed) return;
    for (const writes of [true, false]) {
      const all = [...this.#entries.values()].filter(({ request }) => (request?.writes ?? true) === writes);
      const free = (writes ? 1 : READERS) - all.filter(({ job }) => job.state === 'running').length;
      const waiting = all.filter(({ job, request }) => request && job.state === 'queued');
      for (const entry of waiting.slice(0, Math.max(0, free))) this.#run(entry, entry.request!);
    }
  }

  #run(entry: Entry, request: JobRequest): void {
    entry.job = { ...entry.job, state: 'running', started_at: new Date().toISOString() };
    entry.running = runCommand({
      argv: request.argv,
      workspace: this.#workspace,
      limits: { ...jobLimits(), ...request.limits },
      secrets: request.secrets,
      onStep: (step, fraction, rows, bytes) => {
        const known = fraction === null ? null : Math.round(fraction * 1000) / 10;
        entry.job = {
          ...entry.job,
          progress: {
            step,
            done: known,
            total: known === null ? null : 100,
            unit: known === null ? null : 'percent',
            rows,
            bytes,
          },
        };
      },
    });
    // The process has them; nothing here needs them again.
    entry.request = { ...request, secrets: undefined };
    void this.#save(entry);
    void entry.running.ended.then((ending) => this.#end(entry, ending));
  }

  async #end(entry: Entry, ending: Ending): Promise<void> {
    const ended: Job = {
      ...entry.job,
      state: ending.kind,
      ended_at: new Date().toISOString(),
      ...(ending.kind === 'done' ? { result: ending.result } : {}),
      ...(ending.kind === 'failed' ? { error: ending.error, failure: ending.failure } : {}),
    };
    if (this.#closed && ending.kind === 'cancelled')
      Object.assign(ended, {
        state: 'failed',
        failure: 'interrupted',
        error: 'The server was stopped before this was done; start it again.',
      });
    try {
      await entry.request?.onEnd?.(ended);
    } catch (error) {
      console.error(`what follows the job ${ended.kind} failed`, error);
    }
    entry.job = ended;
    entry.running = null;
    if (entry.request) entry.request = { ...entry.request, secrets: undefined };
    await this.#save(entry);
    this.#admit();
  }

  /** A full disk must not end the server: the job goes on, and the log says that it could not be kept. */
  #save({ job }: Entry): Promise<void> {
    const write = () =>
      this.#files
        .write(job)
        .catch((error: unknown) => console.error(`the job ${job.id} could not be kept`, error));
    this.#writing = this.#writing.then(write, write);
    return this.#writing;
  }
}
