import { readFileSync } from 'node:fs';
import { PACKAGE_ROOT } from './package-root.ts';

/** Version of the package, as manifests, books and reports name it. */
export const ENGINE_VERSION: string = (
  JSON.parse(readFileSync(`${PACKAGE_ROOT}/package.json`, 'utf8')) as { version: string }
).version;
