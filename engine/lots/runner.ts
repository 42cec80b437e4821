import { rows, type DuckDBConnection } from '../database.server.ts';
import type { Build } from '../build/build.ts';
import { NONE, PART, SHORTFALL, USE, type WalletPolicy } from './codes.ts';
import { allocateChunk, type EventChunk } from './event-chunk.ts';
import { streamKernelInput } from './kernel-input.ts';
import { createKernel } from './kernel.ts';
import type { KernelSink } from './sink.ts';
import { TableWriter, type Kept, type KeptColumn } from './table-writer.ts';

/** Where the numbers of a shard's entries, lots and uses begin. */
export interface Offsets {
  readonly firstEntry: number;
  readonly firstLot: number;
  readonly firstUse: number;
}

/** What a shard's replay ended with. */
export interface Replayed {
  /** The offsets of the next shard. */
  readonly next: Offsets;
  /** Hundredths that left a sender and had not arrived, per number of policy. */
  readonly inTransit: readonly number[];
}

const number: Kept = { as: 'number' };
const reference: Kept = { as: 'reference' };
const points: Kept = { as: 'points' };
const instant: Kept = { as: 'instant' };
const flag: Kept = { as: 'flag' };

const LOTS: readonly KeptColumn[] = [
  { from: 'lotNo', name: 'lot_no', kept: number },
  { from: 'account', name: 'account_no', kept: number },
  { from: 'openingEntry', name: 'opening_entry_no', kept: number },
  { from: 'childNo', name: 'child_no', kept: number },
  { from: 'parentLot', name: 'parent_lot_no', kept: reference },
  { from: 'originLot', name: 'origin_lot_no', kept: number },
  { from: 'originOpenedAt', name: 'origin_opened_at', kept: instant },
  { from: 'openedAt', name: 'opened_at', kept: instant },
  { from: 'availableAt', name: 'available_at', kept: instant },
  { from: 'expiresAt', name: 'expires_at', kept: instant },
  { from: 'isPending', name: 'is_pending', kept: flag },
  { from: 'opened', name: 'points_opened', kept: points },
  { from: 'redeemed', name: 'points_redeemed', kept: points },
  { from: 'expired', name: 'points_expired', kept: points },
  { from: 'transferred', name: 'points_transferred', kept: points },
  { from: 'reversed', name: 'points_reversed', kept: points },
  { from: 'forfeited', name: 'points_forfeited', kept: points },
  { from: 'adjusted', name: 'points_adjusted', kept: points },
  { from: 'exchanged', name: 'points_exchanged', kept: points },
  { from: 'debtRepaid', name: 'points_debt_repaid', kept: points },
  { from: 'restored', name: 'points_restored', kept: points },
  { from: 'remaining', name: 'points_remaining', kept: points },
];

const USES: readonly KeptColumn[] = [
  { from: 'useNo', name: 'use_no', kept: number },
  { from: 'account', name: 'account_no', kept: number },
  { from: 'entry', name: 'entry_no', kept: reference },
  { from: 'lot', name: 'lot_no', kept: number },
  { from: 'type', name: 'use_type', kept: { as: 'word', words: words(USE) } },
  { from: 'points', name: 'points', kept: points },
  { from: 'usedAt', name: 'used_at', kept: instant },
  { from: 'causeEntry', name: 'cause_entry_no', kept: reference },
];

const SHORTFALLS: readonly KeptColumn[] = [
  { from: 'entry', name: 'entry_no', kept: number },
  { from: 'account', name: 'account_no', kept: number },
  { from: 'kind', name: 'kind', kept: { as: 'word', words: words(SHORTFALL) } },
  { from: 'points', name: 'points', kept: points },
  { from: 'settled', name: 'settled', kept: points },
  { from: 'cancelled', name: 'cancelled', kept: points },
  { from: 'pointsExpiredBefore', name: 'points_expired_before', kept: points },
];

const POSTINGS: readonly KeptColumn[] = [
  { from: 'entry', name: 'entry_no', kept: number },
  { from: 'posted', name: 'points_posted', kept: points },
  { from: 'excess', name: 'points_unposted', kept: points },
  { from: 'isWhollyUnposted', name: 'is_wholly_unposted', kept: flag },
];

const ACCOUNTS: readonly KeptColumn[] = [
  { from: 'account', name: 'account_no', kept: number },
  { from: 'available', name: 'points_available', kept: points },
  { from: 'pending', name: 'points_pending', kept: points },
  { from: 'debt', name: 'points_debt', kept: points },
  { from: 'shortfall', name: 'points_shortfall', kept: points },
  { from: 'earned', name: 'earned', kept: points },
  { from: 'redeemed', name: 'redeemed', kept: points },
  { from: 'expired', name: 'expired', kept: points },
  { from: 'transferredIn', name: 'transferred_in', kept: points },
  { from: 'transferredOut', name: 'transferred_out', kept: points },
  { from: 'exchangedIn', name: 'exchanged_in', kept: points },
  { from: 'exchangedOut', name: 'exchanged_out', kept: points },
  { from: 'reversed', name: 'reversed', kept: points },
  { from: 'restored', name: 'restored', kept: points },
  { from: 'adjusted', name: 'adjusted', kept: points },
  { from: 'forfeited', name: 'forfeited', kept: points },
  { from: 'firstEventAt', name: 'first_event_at', kept: instant },
  { from: 'lastEventAt', name: 'last_event_at', kept: instant },
];

/** The words of a code in the order of their numbers; a number that no word has is called by a dash. */
function words(codes: Record<string, number>): string[] {
  const list: string[] = [];
  for (const [word, code] of Object.entries(codes)) list[code] = word;
  return Array.from(list, (word, code) => word ?? `-${code}`);
}

/**
 * Replays `posting.kernel_input` through the allocation kernel and writes `lots.lot_facts`, `lots.use_facts`,
 * `lots.shortfall_facts`, `posting.account_sums` and `posting.postings` of this shard.
 *
 * @param catalog the catalogue into which the shard is built
 * @param endsAt first instant (µs) after the as-of date: there all accounts end
 */
export async function replayLots(
  build: Build,
  catalog: string,
  offsets: Offsets,
  endsAt: number,
): Promise<Replayed> {
  const { connection } = build;
  const writers = {
    lots: await TableWriter.open(connection, catalog, 'lots', 'lot_facts', LOTS),
    uses: await TableWriter.open(connection, catalog, 'lots', 'use_facts', USES),
    shortfalls: await TableWriter.open(connection, catalog, 'lots', 'shortfall_facts', SHORTFALLS),
    postings: await TableWriter.open(connection, 'posting', 'main', 'postings', POSTINGS),
    accounts: await TableWriter.open(connection, 'posting', 'main', 'account_sums', ACCOUNTS),
  };
  const sink: KernelSink = {
    lots: (batch) => writers.lots.write(batch),
    uses: (batch) => writers.uses.write(batch),
    shortfalls: (batch) => writers.shortfalls.write(batch),
    postings: (batch) => writers.postings.write(batch),
    accounts: (batch) => writers.accounts.write(batch),
  };
  const replayed = await replayInto(build, sink, offsets, endsAt);
  for (const writer of Object.values(writers)) writer.close();
  return replayed;
}

/** Replays `posting.kernel_input` through the allocation kernel: {@link replayLots} without its tables. */
export async function replayInto(
  build: Build,
  sink: KernelSink,
  offsets: Offsets,
  endsAt: number,
): Promise<Replayed> {
  const kernel = createKernel(await readPolicies(build.connection), sink, {
    asOfInstant: endsAt,
    firstLotNo: offsets.firstLot,
    firstUseNo: offsets.firstUse,
  });
  const rowsRead = await feed(build, offsets.firstEntry, (chunk) => kernel.push(chunk));
  const end = kernel.finish();
  return {
    next: {
      firstEntry: offsets.firstEntry + rowsRead,
      firstLot: end.nextLotNo,
      firstUse: end.nextUseNo,
    },
    inTransit: end.inTransit,
  };
}

async function readPolicies(connection: DuckDBConnection): Promise<WalletPolicy[]> {
  const found = await rows<{
    spend_order: WalletPolicy['spendOrder'];
    expiry_source: WalletPolicy['expirySource'];
    overdraw: WalletPolicy['overdraw'];
    transfer_keeps_expiry: boolean;
    grace_days: number | null;
  }>(connection, 'select * from posting.wallet_policies order by policy_no');
  return found.map((policy) => ({
    spendOrder: policy.spend_order,
    expirySource: policy.expiry_source,
    overdraw: policy.overdraw,
    transferKeepsExpiry: policy.transfer_keeps_expiry,
    restore: policy.grace_days === null ? 'original_expiry' : 'grace',
  }));
}

/** Streams the sorted input into the kernel, a DuckDB vector at a time. Gives the number of rows. */
async function feed(build: Build, firstEntry: number, push: (chunk: EventChunk) => void): Promise<number> {
  /** By number of arrival of an event that another one names: its entry. */
  const entries = await namedAhead(build.connection, firstEntry);
  const { expected, stream } = await streamKernelInput(build);
  const numbering = allocateChunk(2048);
  let position = 0;
  // The database reads the next rows while the kernel works on these.
  let coming = stream.fetchChunk();
  for (;;) {
    const chunk = await coming;
    // Asked for once: each time is a call of the driver.
    const length = chunk?.rowCount ?? 0;
    if (!chunk || length === 0) break;
    coming = stream.fetchChunk();
    // Awaited in the next round, or never where this one fails: then it is of no interest.
    coming.catch(() => undefined);
    build.signal.throwIfAborted();
    const column = <Items>(index: number) =>
      (chunk.getColumnVector(index) as unknown as { items: Items }).items;
    const part = column<Uint8Array>(4);
    const isReferenced = column<Uint8Array>(12);
    const rawNo = column<Int32Array>(13);
    const relatedNo = column<Int32Array>(14);
    const { entry, related } = numbering;
    for (let row = 0; row < length; row++) {
      // The rest of a transfer stands right behind its paired part and is the same entry.
      const number = firstEntry + position + row - (part[row] === PART.unpaired ? 1 : 0);
      entry[row] = number;
      if (isReferenced[row]) entries.set(rawNo[row]!, number);
      related[row] = relatedNo[row] === NONE ? NONE : entries.get(relatedNo[row]!)!;
    }
    push({
      length,
      component: column(0),
      account: column(1),
      policy: column(2),
      type: column(3),
      part,
      points: column(5),
      instant: column(6),
      availableAt: column(7),
      expiresAt: column(8),
      followsActivity: column(9),
      activityDeadline: column(10),
      pair: column(11),
      isReferenced,
      entry,
      related,
    });
    position += length;
  }
  if (position !== expected) throw new Error(`The kernel was fed ${position} of ${expected} rows.`);
  return position;
}

/**
 * The named events that stand behind the one that names them: both have one instant, and the key decides the order. All
 * other named events are met before.
 */
async function namedAhead(connection: DuckDBConnection, firstEntry: number): Promise<Map<number, number>> {
  const named = await rows<{ raw_no: number; position: bigint }>(
    connection,
    `select named.raw_no, named.rowid as position
     from posting.kernel_input as naming
     join posting.kernel_input as named on named.raw_no = naming.related_no and named.is_referenced = 1
     where naming.related_no >= 0 and named.instant = naming.instant and named.rowid > naming.rowid`,
  );
  return new Map(named.map(({ raw_no: rawNo, position }) => [rawNo, firstEntry + Number(position)]));
}
