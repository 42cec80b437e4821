import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingest } from '#pipelines/ingest/ingest.ts';
import { within } from '#pipelines/ingest/steps.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

const HEADER = 'event_id,member_id,event_type,points,occurred_at,reason\n';

/** A file of some twelve megabytes that is cut record by record: one of them has a quote amid its text. */
async function largeFile(): Promise<{ file: string; rows: number }> {
  const file = join(await temporaryFolder(), 'point_events.csv');
  const rows = 60_000;
  const filler = '很长的说明'.repeat(10);
  const lines = Array.from(
    { length: rows },
    (_, at) => `E${at},M${at % 97},earn,1.00,2025-01-01T00:00:00,${at === 7 ? '37°36\'37.8"N' : filler}`,
  );
  await writeFile(file, `${HEADER}${lines.join('\n')}\n`);
  return { file, rows };
}

interface Told {
  readonly step: string;
  readonly fraction: number | undefined;
  readonly rows: number | undefined;
  readonly bytes: number | undefined;
}

describe('progress of ingesting', () => {
  it('advances by bytes and rows within a file and never goes back', async () => {
    const { file, rows } = await largeFile();
    const told: Told[] = [];
    const { manifest } = await ingest(await temporaryFolder(), [file], {
      onStep: (step, fraction, read, bytes) => told.push({ step, fraction, rows: read, bytes }),
    });
    expect(manifest.files[0]).toMatchObject({ rows_read: rows, accepted: rows });
    const fractions = told.flatMap(({ fraction }) => (fraction === undefined ? [] : [fraction]));
    expect(fractions).toEqual([...fractions].sort((left, right) => left - right));
    expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
    const amid = told.filter(({ step, rows: read }) => step.startsWith('read ') && read! > 0 && read! < rows);
    expect(amid.length).toBeGreaterThan(1);
    expect(amid.every(({ bytes }) => bytes! > 0)).toBe(true);
  });

  it('stops amid a file that is being read and leaves nothing', async () => {
    const { file } = await largeFile();
    const workspace = await temporaryFolder();
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const running = ingest(workspace, [file], {
      signal: controller.signal,
      onStep: (step, _, rows) => {
        if (step.startsWith('read ') && rows! > 0) controller.abort(reason);
      },
    });
    await expect(running).rejects.toBe(reason);
    expect(await readdir(join(workspace, 'source'))).toEqual([]);
  });

  it('tells a part of the work as the whole knows it', () => {
    const told: (number | undefined)[] = [];
    const part = within((_, fraction) => told.push(fraction), 0.5, 0.25);
    part('a', 0);
    part('b');
    part('c', 1.5);
    expect(told).toEqual([0.5, undefined, 0.75]);
  });
});
