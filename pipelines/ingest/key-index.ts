import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keyColumns } from '#engine/ledger/content-hash.ts';
import type { Table } from '#engine/contract/table.ts';
import { oneRow, type DuckDBConnection } from '#engine/database.server.ts';
import { quoted } from '#engine/sql-text.ts';
import type { SourceBatch, SourceStore } from '#pipelines/store/read-store.ts';
import { pathList } from './sql.ts';

const ENTRY = 8;
/** Up to so many entries are read at once rather than searched one by one. */
const BLOCK_ENTRIES = 65_536;

/** SQL of the 64-bit hash of a row's key. Its rare collisions cost time, not truth. */
export function keyHashSql(table: Table): string {
  return `hash(${keyColumns(table).map(quoted).join(', ')})`;
}

/**
 * The sorted key hashes of one table of one batch, eight bytes each: a cache beside the store, so that a small batch need
 * not read again what came before it. Made when it is first wanted; may be deleted at any time.
 */
export class KeyIndex {
  readonly #file: number;
  readonly #size: number;
  readonly #entry = new BigUint64Array(1);

  private constructor(path: string) {
    this.#file = openSync(path, 'r');
    this.#size = fstatSync(this.#file).size / ENTRY;
  }

  /** Opens the index of a batch, made anew where it is missing or of another size than the batch. */
  static async of(
    connection: DuckDBConnection,
    store: SourceStore,
    batch: SourceBatch,
    table: Table,
  ): Promise<KeyIndex> {
    const { version } = await oneRow<{ version: string }>(connection, 'select version() as version');
    // DuckDB promises no hash from one version to the next.
    const path = join(dirname(store.source), 'keys', version, `${batch.batchId}.${table.name}`);
    const { files, rows } = batch.tables.get(table.name)!;
    if (!existsSync(path) || (await stat(path)).size !== rows * ENTRY)
      await writeIndex(connection, path, table, files);
    return new KeyIndex(path);
  }

  /** Those of some hashes that the batch has. @param hashes sorted, each once. */
  find(hashes: BigUint64Array): bigint[] {
    if (hashes.length === 0) return [];
    const from = this.#place(hashes[0]!, 0, this.#size);
    const last = hashes[hashes.length - 1]!;
    const to = last === 2n ** 64n - 1n ? this.#size : this.#place(last + 1n, from, this.#size);
    return to - from <= BLOCK_ENTRIES ? this.#merge(hashes, from, to) : this.#search(hashes, from, to);
  }

  close(): void {
    closeSync(this.#file);
  }

  #merge(hashes: BigUint64Array, from: number, to: number): bigint[] {
    const block = new BigUint64Array(to - from);
    this.#read(block, from);
    const found: bigint[] = [];
    let at = 0;
    for (const hash of hashes) {
      while (at < block.length && block[at]! < hash) at++;
      if (at < block.length && block[at] === hash) found.push(hash);
    }
    return found;
  }

  #search(hashes: BigUint64Array, from: number, to: number): bigint[] {
    const found: bigint[] = [];
    let low = from;
    for (const hash of hashes) {
      low = this.#place(hash, low, to);
      if (low < to && this.#at(low) === hash) found.push(hash);
    }
    return found;
  }

  /** The place of the first entry that is not below a hash. */
  #place(hash: bigint, from: number, to: number): number {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#at(middle) < hash) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #at(place: number): bigint {
    this.#read(this.#entry, place);
    return this.#entry[0]!;
  }

  #read(into: BigUint64Array, place: number): void {
    const bytes = readSync(this.#file, into, 0, into.byteLength, place * ENTRY);
    if (bytes !== into.byteLength) throw new Error(`The key index ends at ${place}, before its size.`);
  }
}

async function writeIndex(
  connection: DuckDBConnection,
  path: string,
  table: Table,
  files: readonly string[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  const handle = await open(draft, 'w');
  try {
    const sql = `select ${keyHashSql(table)} as key_hash from read_parquet(${pathList(files)}) order by key_hash`;
    for await (const hashes of streamHashes(connection, sql))
      await handle.writeFile(new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength));
    await handle.close();
    await rename(draft, path);
  } catch (error) {
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
}

/** The one UBIGINT column of a query, chunk by chunk. An array is good until the next one is asked for. */
export async function* streamHashes(
  connection: DuckDBConnection,
  sql: string,
): AsyncGenerator<BigUint64Array> {
  const result = await connection.stream(sql);
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const { items } = chunk.getColumnVector(0) as unknown as { items: BigUint64Array };
    yield items.subarray(0, chunk.rowCount);
  }
}
