import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The package's own folder, where SQL files, rules and sample data lie. Found by walking up to `package.json` instead
 * of by a fixed relative path, since the web's build moves modules to another depth.
 */
export const PACKAGE_ROOT: string = findRoot();

function findRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'engine', 'models')))
      return folder;
    if (folder === dirname(folder)) throw new Error('The package root was not found above the engine.');
  }
}
