import { totalmem } from 'node:os';

/** What a job's process may take before it is ended. */
export interface JobLimits {
  /** Resident bytes of the process. */
  readonly memoryBytes: number;
  readonly timeMs: number;
}

const GIB = 1024 ** 3;
const HOUR_MS = 3_600_000;
const LEAST_BYTES = 512 * 1024 ** 2;

/**
 * Half of the machine's memory, 6 GiB at most, and six hours; JIHENG_JOB_MEMORY_MB and JIHENG_JOB_MINUTES say
 * otherwise.
 */
export function jobLimits(environment: NodeJS.ProcessEnv = process.env): JobLimits {
  const half = Math.min(6 * GIB, machineMemory() / 2);
  return {
    memoryBytes: positive(environment.JIHENG_JOB_MEMORY_MB, 1024 ** 2) ?? Math.max(LEAST_BYTES, half),
    timeMs: positive(environment.JIHENG_JOB_MINUTES, 60_000) ?? 6 * HOUR_MS,
  };
}

/** The part of a job's memory that is for the database's buffers, in the form of `--memory-limit`. */
export function databaseMemory(limits: JobLimits): string {
  return upTo(2 * GIB, limits);
}

/** The same for reading files and databases, whose process as a whole stays within 2 GiB. */
export function ingestMemory(limits: JobLimits): string {
  return upTo(1400 * 1024 ** 2, limits);
}

function upTo(most: number, { memoryBytes }: JobLimits): string {
  return `${Math.max(256, Math.floor(Math.min(memoryBytes / 3, most) / 1024 ** 2))}MB`;
}

/** A container may have less than the machine. */
function machineMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

function positive(text: string | undefined, unit: number): number | undefined {
  const number = Number(text);
  return text && Number.isFinite(number) && number > 0 ? number * unit : undefined;
}
