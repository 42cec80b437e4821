import type { State } from '#pipelines/state/open.ts';

/** So many failures are forgiven; each further one doubles the wait, from one second up to a quarter of an hour. */
const FORGIVEN = 5;
const LONGEST_MS = 15 * 60_000;
/** After so long without a failure all is forgotten. */
const FORGOTTEN_MS = 60 * 60_000;

interface Row {
  readonly failures: number;
  readonly last_at: string;
}

/**
 * How long, in milliseconds, nobody may try again for any of some subjects: an account's address, a network address.
 * Counted in the state, so that a restart forgets nothing.
 */
export function waitBeforeTrying(state: State, subjects: readonly string[], now = new Date()): number {
  return Math.max(0, ...subjects.map((subject) => waitOf(state, subject, now)));
}

function waitOf(state: State, subject: string, now: Date): number {
  const row = read(state, subject);
  if (!row || row.failures < FORGIVEN) return 0;
  const wait = Math.min(LONGEST_MS, 1000 * 2 ** (row.failures - FORGIVEN));
  return Date.parse(row.last_at) + wait - now.getTime();
}

/** Writes down that a try failed. */
export function noteFailure(state: State, subjects: readonly string[], now = new Date()): void {
  const note = state.transaction(() => {
    for (const subject of subjects) {
      const row = read(state, subject);
      const isOld = !row || now.getTime() - Date.parse(row.last_at) > FORGOTTEN_MS;
      state
        .prepare(
          `insert into sign_in_failures (subject, failures, last_at) values ($subject, $failures, $at)
           on conflict (subject) do update set failures = $failures, last_at = $at`,
        )
        .run({ subject, failures: isOld ? 1 : row.failures + 1, at: now.toISOString() });
    }
  });
  note.immediate();
}

/** Forgets the failures of whoever got in. */
export function forgetFailures(state: State, subjects: readonly string[]): void {
  for (const subject of subjects)
    state.prepare('delete from sign_in_failures where subject = ?').run(subject);
}

function read(state: State, subject: string): Row | undefined {
  return (
    state.prepare('select failures, last_at from sign_in_failures where subject = ?').all(subject) as Row[]
  )[0];
}
