import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { Mapping, type MappedTable } from '#engine/contract/mapping.ts';
import { findTable } from '#engine/contract/tables.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { UserError } from '#engine/user-error.ts';

const PRESETS = join(PACKAGE_ROOT, 'pipelines', 'presets');

/**
 * Reads a mapping file, YAML or JSON, and checks it against its schema and the contract's columns.
 *
 * @throws UserError that names the place and what was expected there.
 */
export async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new UserError(`The mapping ${path} cannot be read: ${cause.message}; check the path.`, { cause });
  });
  return parseMapping(text, path);
}

/** Reads a mapping's text; `name` is what messages call it. */
export function parseMapping(text: string, name: string): Mapping {
  const document = parseDocument(text);
  const broken = document.errors[0];
  if (broken) throw new UserError(`The mapping ${name} is no valid YAML: ${broken.message.split('\n')[0]}.`);
  const parsed = Mapping.safeParse(document.toJS());
  if (!parsed.success) {
    const { path, message } = deepest(parsed.error.issues[0]!);
    throw new UserError(
      `The mapping ${name} is wrong at ${path.join('.') || 'its top'}: ${message}; \`jiheng mapping schema\` prints what it may hold.`,
    );
  }
  for (const each of parsed.data.tables) checkColumns(each, name);
  return parsed.data;
}

/** Of a union's complaints, the one that got furthest: that is the form its author had in mind. */
function deepest(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors
    .flatMap((each) => each.slice(0, 1))
    .map(deepest)
    .sort((left, right) => right.path.length - left.path.length)[0];
  return inner && inner.path.length > 0
    ? { path: [...issue.path, ...inner.path], message: inner.message }
    : { path: issue.path, message: 'none of the forms that may stand here' };
}

function checkColumns(mapped: MappedTable, name: string): void {
  const table = findTable(mapped.table);
  if (!table)
    throw new UserError(`The mapping ${name} names the table ${mapped.table}, which the contract lacks.`);
  for (const columns of [mapped.columns, ...mapped.also.map((each) => each.columns)]) {
    const foreign = Object.keys(columns).find((column) => !(column in table.columns));
    if (foreign !== undefined)
      throw new UserError(
        `The mapping ${name} fills ${table.name}.${foreign}, which the contract lacks; columns it does not name are kept in extra by themselves.`,
      );
  }
  const unfilled = Object.entries(table.columns).find(
    ([column, { required }]) => required && !(column in mapped.columns),
  );
  if (unfilled)
    throw new UserError(
      `The mapping ${name} does not fill the required column ${table.name}.${unfilled[0]}.`,
    );
}

/** Names of the presets that come with the product. */
export async function presetNames(): Promise<string[]> {
  return (await readdir(PRESETS))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/** The mapping of a known points system. */
export async function readPreset(name: string): Promise<Mapping> {
  const names = await presetNames();
  if (!names.includes(name))
    throw new UserError(`There is no preset ${name}; there are: ${names.join(', ')}.`);
  return readMapping(join(PRESETS, `${name}.yaml`));
}

/** The text of a preset, as a start for a mapping of one's own. */
export async function presetText(name: string): Promise<string> {
  await readPreset(name);
  return readFile(join(PRESETS, `${name}.yaml`), 'utf8');
}

/** What decides how a mapping reads rows, as one hash. Which rows of a database are read at all is not part of it. */
export function mappingHash(mapping: Mapping): string {
  const tables = mapping.tables.map((each) => ({ ...each, watermark: undefined }));
  return createHash('sha256')
    .update(JSON.stringify({ ...mapping, tables }))
    .digest('hex');
}

/** The JSON Schema of mapping files, for editors. */
export function mappingSchema(): Record<string, unknown> {
  return z.toJSONSchema(Mapping, { io: 'input' }) as Record<string, unknown>;
}

/** The part of a mapping for files of a name (without folder and ending), or undefined. */
export function mappedTableOf(mapping: Mapping, stem: string): MappedTable | undefined {
  return mapping.tables.find((each) => each.from?.some((pattern) => fits(stem, pattern)) ?? false);
}

function fits(stem: string, pattern: string): boolean {
  const escaped = pattern.toLowerCase().replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*')}$`, 'u').test(stem.toLowerCase());
}
