import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { DialectChoice, Mapping } from '#engine/contract/mapping.ts';
import { UserError } from '#engine/user-error.ts';
import type { IngestOptions } from './ingest.ts';
import { parseMapping, readPreset } from './read-mapping.ts';

/** How one file is to be read; what is absent is found out from the file. */
export const Reading = z.strictObject({
  table: z.string().max(100).optional(),
  preset: z.string().max(100).optional(),
  mapping: Mapping.optional(),
  sheet: z.string().max(200).optional(),
  encoding: z.string().max(20).optional(),
  dialect: DialectChoice.optional(),
});
export type Reading = z.infer<typeof Reading>;

/** A name as people know a file by: shown and recorded, and never part of a path. */
export const FileName = z
  .string()
  .min(1)
  .max(200)
  // eslint-disable-next-line no-control-regex
  .regex(/^[^/\\\u0000-\u001f\u007f]+$/, 'a file name without folders')
  .refine((name) => !/^\.+$/.test(name), 'a file name');

/** Files that came together, and how each is to be read. */
export const Plan = z.strictObject({
  files: z
    .array(z.strictObject({ path: z.string(), name: FileName, reading: Reading.default({}) }))
    .min(1)
    .max(200),
});
export type Plan = z.infer<typeof Plan>;
export type PlannedFile = Plan['files'][number];

/** Reads a plan; paths in it are relative to its own folder. */
export async function readPlan(file: string): Promise<Plan> {
  const plan = await readDocument(file, Plan);
  const folder = dirname(resolve(file));
  return { files: plan.files.map((each) => ({ ...each, path: resolve(folder, each.path) })) };
}

/** Reads a JSON document that says what to do, and holds it against its schema. */
export async function readDocument<Document>(file: string, schema: z.ZodType<Document>): Promise<Document> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new UserError(`The plan ${file} cannot be read: ${cause.message}; check the path.`, { cause });
  });
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`The plan ${file} is no JSON: ${(cause as Error).message}.`, { cause });
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `The plan ${file} is wrong at ${issue!.path.join('.') || 'its top'}: ${issue!.message}.`,
  );
}

/** The mapping that a reading names, checked against the contract; undefined where it names none. */
export async function mappingOf({ preset, mapping }: Reading): Promise<Mapping | undefined> {
  if (mapping) return parseMapping(JSON.stringify(mapping), mapping.name);
  return preset === undefined ? undefined : readPreset(preset);
}

/** Files that are read in the same way, together: each group becomes one batch. */
export interface Group {
  readonly files: readonly PlannedFile[];
  readonly options: Pick<IngestOptions, 'table' | 'mapping' | 'sheet' | 'encoding' | 'dialect' | 'names'>;
}

/** Puts together what one reading says. Files that need none, a data set, say, come first. */
export async function groupsOf(plan: Plan): Promise<Group[]> {
  const groups = new Map<string, PlannedFile[]>();
  for (const file of plan.files) {
    const key = JSON.stringify(Reading.parse(file.reading));
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const sorted = [...groups.values()].sort((left, right) => size(left[0]!) - size(right[0]!));
  return Promise.all(
    sorted.map(async (files) => {
      const { table, sheet, encoding, dialect } = files[0]!.reading;
      return {
        files,
        options: {
          table,
          sheet,
          encoding,
          dialect,
          mapping: await mappingOf(files[0]!.reading),
          names: new Map(files.map((each) => [each.path, each.name])),
        },
      };
    }),
  );
}

function size({ reading }: PlannedFile): number {
  return Object.values(reading).filter((each) => each !== undefined).length;
}
