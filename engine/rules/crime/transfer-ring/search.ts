import type { DuckDBConnection } from '../../../database.server.ts';
import { findRings, type Ring, type Transfers } from '../rings.ts';
import type { Search } from '../../search.ts';

/** Leaves `posting.ring_transfers`: one row per ring's member that sent first, and transfer of one of its rings. */
export const search: Search = {
  queries: ['edges'],
  async run(connection, { edges }) {
    const reader = await connection.runAndReadAll(edges!);
    const columns = reader.getColumnsJS() as number[][];
    const [entries = [], from = [], to = [], ...rest] = columns;
    const first = from.reduce((least, account, index) => Math.min(least, account, to[index]!), Infinity);
    const last = from.reduce((most, account, index) => Math.max(most, account, to[index]!), first);
    const transfers: Transfers = {
      accounts: from.length ? last - first + 1 : 0,
      from: Int32Array.from(from, (account) => account - first),
      to: Int32Array.from(to, (account) => account - first),
      at: Float64Array.from(rest[0] ?? []),
      hundredths: Float64Array.from(rest[1] ?? []),
      inHousehold: Uint8Array.from(rest[2] ?? []),
      window: Float64Array.from(rest[3] ?? []),
      tolerance: Float64Array.from(rest[4] ?? []),
      longest: Uint8Array.from(rest[5] ?? []),
    };
    await write(connection, ringTransfers(transfers, findRings(transfers)), entries);
  },
};

interface RingTransfer {
  /** The transfer that opened the first ring of these members: its sender stands for them. */
  readonly opening: number;
  readonly edge: number;
  readonly place: number;
  readonly members: number;
  /** The transfer that closed the ring. */
  readonly closing: number;
}

/** Rings of the same members are one matter, named after who sent first; a transfer counts once in it. */
function ringTransfers(transfers: Transfers, rings: readonly Ring[]): RingTransfer[] {
  const openings = new Map<string, number>();
  const seen = new Set<string>();
  return rings.flatMap((ring) => {
    const members = ring.map((edge) => transfers.from[edge]!).sort((left, right) => left - right);
    const key = members.join();
    const opening = openings.get(key) ?? ring[0]!;
    openings.set(key, opening);
    const closing = Math.max(...ring);
    return ring.flatMap((edge, place) => {
      const name = `${transfers.from[opening]!} ${edge}`;
      if (seen.has(name)) return [];
      seen.add(name);
      return [{ opening, edge, place: place + 1, members: ring.length, closing }];
    });
  });
}

async function write(
  connection: DuckDBConnection,
  found: readonly RingTransfer[],
  entries: readonly number[],
): Promise<void> {
  await connection.run(
    `create or replace table posting.ring_transfers
       (opening_entry_no integer, out_entry_no integer, place integer, members integer, closing_entry_no integer)`,
  );
  const appender = await connection.createAppender('ring_transfers', 'main', 'posting');
  for (const { opening, edge, place, members, closing } of found) {
    for (const value of [entries[opening]!, entries[edge]!, place, members, entries[closing]!])
      appender.appendInteger(value);
    appender.endRow();
  }
  appender.closeSync();
}
