import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Table } from '#engine/contract/table.ts';
import { openDatabase, rows } from '#engine/database.server.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { readDelimited } from '#pipelines/ingest/formats/delimited.ts';
import { INFLATE_LIMITS } from '#pipelines/ingest/limits.ts';
import { receive } from '#pipelines/ingest/receive.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

const SHARED = join(PACKAGE_ROOT, '..', 'shared', 'data');
const SPECTRUM = join(SHARED, 'csv-spectrum');
const POLLOCK = join(SHARED, 'pollock');
/** Awkward files have any columns; this table asks for none. */
const ANY: Table = { name: 'any', title: { zh: '任意', en: 'Any' }, grain: '', columns: {}, key: [] };

interface ReadFile {
  readonly names: readonly string[];
  /** Cells by record number; an empty cell is an empty text. */
  readonly cells: ReadonlyMap<number, readonly string[]>;
  readonly refused: ReadonlyMap<number, string>;
}

async function read(path: string): Promise<ReadFile> {
  const scratch = await temporaryFolder();
  const signal = new AbortController().signal;
  const target = { table: ANY, mapped: null };
  const input = { path, name: basename(path), target, format: 'csv', compressed: false } as const;
  const file = await receive(input, scratch, signal, () => undefined);
  const database = await openDatabase(':memory:');
  const refused = new Map<number, string>();
  try {
    const { relation, names } = await readDelimited(file, {
      connection: database.connection,
      scratch,
      declaredEncoding: null,
      dialect: {},
      onProgress: () => undefined,
      limits: INFLATE_LIMITS,
      wanted: new Set(),
      refuser: {
        refuse: (record, _, code) => void refused.set(record, code),
        refuseSelected: () => Promise.resolve(),
      },
      signal,
    });
    const found = await rows<Record<string, unknown>>(
      database.connection,
      `select * from ${relation} order by record`,
    );
    const cells = new Map(
      found.map((row) => [Number(row.record), names.map((_, at) => (row[`c${at}`] as string | null) ?? '')]),
    );
    return { names, cells, refused };
  } finally {
    database.close();
  }
}

it.runIf(existsSync(SPECTRUM))(
  'csv-spectrum: 12 of 12 read as their JSON says (not run where the shared data folder is absent)',
  async () => {
    const files = await readdir(join(SPECTRUM, 'csvs'));
    for (const name of files) {
      const { names, cells, refused } = await read(join(SPECTRUM, 'csvs', name));
      const records = [...cells.values()].map((row) =>
        Object.fromEntries(row.map((cell, at) => [names[at], cell])),
      );
      const json = await readFile(join(SPECTRUM, 'json', name.replace('.csv', '.json')), 'utf8');
      const expected = [JSON.parse(json) as Record<string, string>].flat();
      // This file's JSON has another telephone number than its CSV; all else must agree.
      if (name === 'location_coordinates.csv') expected[0]!['Contact Phone Number'] = '2095257564';
      expect({ name, records, refused: refused.size }).toEqual({ name, records: expected, refused: 0 });
    }
    expect(files).toHaveLength(12);
  },
);

it.runIf(existsSync(POLLOCK))(
  'Pollock: every record reads as its clean twin or is refused (not run where the shared data folder is absent)',
  async () => {
    const files = (await readdir(join(POLLOCK, 'csv'))).sort();
    const silent: string[] = [];
    const unread: string[] = [];
    let whole = 0;
    for (const name of files) {
      const clean = await read(join(POLLOCK, 'clean', name));
      expect(clean.refused.size).toBe(0);
      const polluted = await read(join(POLLOCK, 'csv', name)).catch((error: Error) => error);
      if (polluted instanceof Error) {
        unread.push(`${name}: ${polluted.message}`);
        continue;
      }
      const expected = [...clean.cells.values()].map((row) => JSON.stringify(row));
      const read_ = [...polluted.cells.values()].map((row) => JSON.stringify(row));
      const unexpected = read_.filter((row) => !expected.includes(row));
      const isWhole = JSON.stringify(read_) === JSON.stringify(expected);
      if (JSON.stringify(polluted.names) !== JSON.stringify(clean.names) && unexpected.length > 0)
        silent.push(`${name}: header`);
      if (unexpected.length > 0) silent.push(`${name}: ${unexpected[0]!.slice(0, 100)}`);
      if (read_.length < expected.length && polluted.refused.size === 0)
        silent.push(`${name}: records vanished`);
      if (isWhole && polluted.refused.size === 0) whole++;
    }
    expect(silent).toEqual([]);
    // Of the files, one is as its twin throughout, one has a broken header, the others lose only refused records.
    expect({ files: files.length, whole, unread: unread.length }).toEqual({
      files: 191,
      whole: 1,
      unread: 1,
    });
  },
  60_000,
);
