import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { UserError } from '#engine/user-error.ts';
import { requireWorkspace } from '#pipelines/store/workspace.ts';
import { migrate } from './migrations.ts';

/** What people write: decisions, settings. SQLite; open in the web server and in commands at the same time. */
export type State = Database.Database;

/** How long one writer waits for another, in milliseconds; every write here takes a few. */
const BUSY_MS = 5000;

/** Where the state of a workspace lies. */
export function statePath(workspace: string): string {
  return join(workspace, 'state.sqlite');
}

/**
 * Opens the state of a workspace, makes it where there is none, and brings it to today's version. Close it after use.
 *
 * @throws UserError where the folder is no workspace, or the file is no database that this version can read.
 */
export function openState(workspace: string): State {
  requireWorkspace(workspace);
  const path = statePath(workspace);
  let state: State | undefined;
  try {
    state = new Database(path);
    state.exec(`pragma busy_timeout = ${BUSY_MS}`);
    state.exec('pragma journal_mode = wal');
    // A decision that was confirmed to a person must survive a power cut.
    state.exec('pragma synchronous = full');
    state.exec('pragma foreign_keys = on');
    migrate(state, path);
    return state;
  } catch (cause) {
    state?.close();
    if (cause instanceof UserError) throw cause;
    throw new UserError(
      `${path} cannot be opened as the workspace's state: ${(cause as Error).message}. Restore it from a backup, or move it away to begin anew.`,
      { cause },
    );
  }
}

/** Runs `use` on the state of a workspace and closes it however that ends. */
export function withState<Result>(workspace: string, use: (state: State) => Result): Result {
  const state = openState(workspace);
  try {
    return use(state);
  } finally {
    state.close();
  }
}

/** Whether anybody has written state in this workspace; reading need not make the file. */
export function hasState(workspace: string): boolean {
  return existsSync(statePath(workspace));
}
