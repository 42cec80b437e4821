import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openArchive } from '#pipelines/ingest/archive.ts';
import { INFLATE_LIMITS } from '#pipelines/ingest/limits.ts';
import { copy } from '#pipelines/ingest/receive.ts';
import { events, ingestFiles, typedRows } from './workbench.ts';
import { rowsXml, workbookOf, zipOf } from './xlsx-file.ts';

const one = (id: string) => events(`${id},m1,earn,1,2024-01-01`);

it('an archive gives its tables: files, part folders, workbooks and gzip files in it', async () => {
  const sheet = { name: 'members', rows: rowsXml([['member_id'], ['m1']]) };
  const { workspace, outcome } = await ingestFiles({
    'export.zip': zipOf({
      'data/point_events.csv': one('e1'),
      'point_events/part-2.csv.gz': gzipSync(one('e2')),
      'book.xlsx': workbookOf([sheet]),
      '../../members.txt': 'member_id\nm2\n',
      'readme.md': 'x',
      '__MACOSX/point_events.csv': 'x',
    }),
  });
  expect((await typedRows(workspace)).map((row) => [row.event_id, row.source_file])).toEqual([
    ['e1', 'export.zip/data/point_events.csv'],
    ['e2', 'export.zip/point_events/part-2.csv.gz'],
  ]);
  expect((await typedRows(workspace, 'members')).map((row) => row.member_id)).toEqual(['m2', 'm1']);
  expect(outcome.others).toEqual(['export.zip/readme.md']);
  expect(new Set(outcome.manifest.files.map((file) => file.raw))).toEqual(new Set(['raw/export.zip']));
});

describe('bombs and lies', () => {
  const zeros = Buffer.alloc(80_000_000, 'a');

  it('an entry that unfolds beyond any table is not read further', async () => {
    await expect(ingestFiles({ 'a.zip': zipOf({ 'point_events.csv': zeros }) })).rejects.toThrow(
      /point_events.csv in a.zip unfolds to more than 250 times/,
    );
    await expect(ingestFiles({ 'point_events.csv.gz': gzipSync(zeros) })).rejects.toThrow(
      /unfolds to more than 250 times/,
    );
  });

  it('limits of bytes and entries hold whatever the headers claim', async () => {
    const limits = { ...INFLATE_LIMITS, entryBytes: 1000, totalBytes: 1500, entries: 3 };
    const text = (size: number) =>
      events(...Array.from({ length: size }, (_, at) => `e${at},m1,earn,1,2024-01-01`));
    const zip = (files: Record<string, string>) => ingestFiles({ 'a.zip': zipOf(files) }, { limits });
    await expect(zip({ 'point_events.csv': text(60) })).rejects.toThrow(
      /point_events.csv unfolds to more than 1000 bytes/,
    );
    await expect(zip({ 'point_events/1.csv': text(30), 'point_events/2.csv': text(30) })).rejects.toThrow(
      /all entries unfolds to more than 1500 bytes/,
    );
    await expect(zip({ a: '', b: '', c: '', d: '' })).rejects.toThrow(/more than 3 entries/);
    await expect(ingestFiles({ 'point_events.csv.gz': gzipSync(text(60)) }, { limits })).rejects.toThrow(
      /1000 bytes/,
    );
    await expect(
      ingestFiles({ 'a.zip': zipOf({ 'point_events.csv': text(60) }, { claimedSize: 10 }) }),
    ).rejects.toThrow(/cannot be unpacked/);
  });

  it('an entry over its limit fails its reader even where the reader comes late', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jiheng-zip-'));
    const path = join(folder, 'a.zip');
    await writeFile(path, zipOf({ 'point_events.csv': 'x'.repeat(100) }));
    const archive = await openArchive(path, 'a.zip', { ...INFLATE_LIMITS, entryBytes: 10 });
    const stream = await archive.entries[0]!.open();
    await new Promise((closed) => stream.once('close', closed));
    await expect(copy(stream, join(folder, 'out'), new AbortController().signal, () => {})).rejects.toThrow(
      /more than 10 bytes/,
    );
    archive.close();
    await rm(folder, { recursive: true });
  });

  it('what cannot be unpacked is told', async () => {
    const inner = zipOf({ 'point_events.csv': one('e1') });
    await expect(ingestFiles({ 'a.zip': zipOf({ 'inner.zip': inner }) })).rejects.toThrow(
      /archive within an archive/,
    );
    await expect(ingestFiles({ 'a.zip': 'x' })).rejects.toThrow(/cannot be unpacked/);
    await expect(ingestFiles({ 'a.zip': inner.subarray(0, inner.length - 30) })).rejects.toThrow(
      /cannot be unpacked/,
    );
    await expect(
      ingestFiles({ 'a.zip': zipOf({ 'point_events.csv': one('e1') }, { encrypted: true }) }),
    ).rejects.toThrow(/encrypted/);
  });
});
