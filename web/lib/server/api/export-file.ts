import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResultStream } from '#engine/books/result-stream.ts';
import { writeParquet } from '#pipelines/reports/parquet.ts';
import { writeResultXlsx, type Facts } from '#pipelines/reports/result-xlsx.ts';

/** Formats whose beginning depends on their end: they are written whole before the first byte leaves. */
export type FileFormat = 'xlsx' | 'parquet';

/**
 * A result as the bytes of a workbook or a Parquet file, by way of a file in the system's temporary folder, which is gone
 * when the reader has it all or leaves.
 */
export async function* fileBytes(
  stream: ResultStream,
  format: FileFormat,
  about: { name: string; facts: Facts; zone: string },
): AsyncGenerator<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-export-'));
  try {
    const file = join(folder, `export.${format}`);
    if (format === 'parquet') await writeParquet(stream, file, join(folder, 'scratch.duckdb'));
    else await writeResultXlsx(stream, about.name, about.facts, about.zone, file);
    for await (const piece of createReadStream(file)) yield piece as Uint8Array;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
