import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { ownRule } from '#engine/rules/own-rule.ts';
import type { Rule } from '#engine/rules/rule.ts';
import { UserError } from '#engine/user-error.ts';
import { workspacePaths } from './workspace.ts';

/**
 * The rules of a workspace itself: each folder of `rules/` with its `rule.yaml` and `rule.sql`, by id.
 *
 * @throws UserError that names the file that is missing or wrong, and what is wrong with it.
 */
export async function readOwnRules(workspace: string): Promise<Rule[]> {
  const folder = workspacePaths(workspace).rules;
  if (!existsSync(folder)) return [];
  const found = await readdir(folder, { withFileTypes: true });
  const ids = found
    .filter((each) => each.isDirectory() && !each.name.startsWith('.'))
    .map(({ name }) => name);
  return Promise.all(ids.sort().map((id) => readOwnRule(join(folder, id), id)));
}

/**
 * One rule from a folder.
 *
 * @throws UserError as {@link readOwnRules}
 */
export async function readOwnRule(folder: string, id: string): Promise<Rule> {
  const file = join(folder, 'rule.yaml');
  const document = parseDocument(await read(file), { prettyErrors: true });
  const [broken] = document.errors;
  if (broken) throw new UserError(`${file} is no valid YAML: ${broken.message.trim()}`, { cause: broken });
  return ownRule(id, document.toJS(), await read(join(folder, 'rule.sql')), file);
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError(
      `${file} cannot be read: ${(cause as Error).message}. A rule is a folder with rule.yaml and rule.sql.`,
      { cause },
    );
  }
}
