import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { canonicalConfiguration, Configuration, DEFAULT_CONFIGURATION } from '#engine/contract/programme.ts';
import { UserError } from '#engine/user-error.ts';
import { writeFileDurably } from './durable.ts';

/** Where everything of a workspace lies; all paths absolute if the workspace's is. */
export interface WorkspacePaths {
  readonly root: string;
  readonly programme: string;
  /** Rules of the workspace itself, a folder each. */
  readonly rules: string;
  readonly source: string;
  readonly books: string;
  readonly current: string;
  readonly lock: string;
  /** Scratch space of running commands; may be emptied by whoever holds the lock. */
  readonly temporary: string;
}

/** The paths of a workspace; touches nothing. */
export function workspacePaths(workspace: string): WorkspacePaths {
  return {
    root: workspace,
    programme: join(workspace, 'programme.yaml'),
    rules: join(workspace, 'rules'),
    source: join(workspace, 'source'),
    books: join(workspace, 'books'),
    current: join(workspace, 'current'),
    lock: join(workspace, 'lock'),
    temporary: join(workspace, 'tmp'),
  };
}

/** Whether the folder has been made a workspace. */
export function isWorkspace(workspace: string): boolean {
  return existsSync(workspacePaths(workspace).source);
}

/** Throws a {@link UserError} where the folder is no workspace yet. */
export function requireWorkspace(workspace: string): void {
  if (!isWorkspace(workspace))
    throw new UserError(
      `${workspace} is no workspace; make one with \`jiheng init --workspace ${workspace}\`.`,
    );
}

/** Makes the folders of a workspace; writes no configuration. Gives false where it was one already. */
export async function initWorkspace(workspace: string): Promise<boolean> {
  const fresh = !isWorkspace(workspace);
  const paths = workspacePaths(workspace);
  try {
    await mkdir(paths.source, { recursive: true });
    await mkdir(paths.books, { recursive: true });
  } catch (cause) {
    throw new UserError(
      `The workspace ${workspace} cannot be made: ${(cause as Error).message}. Choose another folder with --workspace.`,
      { cause },
    );
  }
  return fresh;
}

/** The workspace's configuration with all defaults; without a `programme.yaml` the defaults alone. */
export async function readConfiguration(workspace: string): Promise<Configuration> {
  const { programme } = workspacePaths(workspace);
  return existsSync(programme) ? readConfigurationFile(programme) : DEFAULT_CONFIGURATION;
}

/**
 * Reads a `programme.yaml` and checks it.
 *
 * @throws UserError that names the file, the place in it and what stands there wrongly.
 */
export async function readConfigurationFile(file: string): Promise<Configuration> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError(`${file} cannot be read: ${(cause as Error).message}. Check the path.`, { cause });
  }
  return parseConfiguration(text, file);
}

/** Parses the text of a `programme.yaml`; `name` is how errors call the file. */
export function parseConfiguration(text: string, name: string): Configuration {
  const document = parseDocument(text, { prettyErrors: true });
  const broken = document.errors[0];
  if (broken) throw new UserError(`${name} is no valid YAML: ${broken.message.trim()}`, { cause: broken });
  const parsed = Configuration.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => {
    const place = issue.path.map(String).join('.');
    return place ? `${place}: ${issue.message}` : issue.message;
  });
  throw new UserError(
    `${name} is not a valid configuration: ${issues.join('; ')}. Correct it and try again.`,
  );
}

/** Whether two configurations say the same, whatever the order and the comments of their files. */
export function sameConfiguration(left: Configuration, right: Configuration): boolean {
  return canonicalConfiguration(left) === canonicalConfiguration(right);
}

/** Makes `file` the workspace's configuration, byte for byte, by an atomic rename. */
export async function adoptConfiguration(workspace: string, file: string): Promise<void> {
  await writeFileDurably(workspacePaths(workspace).programme, await readFile(file));
}
