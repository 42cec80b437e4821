import { EVENT, NONE, PART, SHORTFALL, USE, type WalletPolicy } from '#engine/lots/codes.ts';
import { allocateChunk, type EventChunk } from '#engine/lots/event-chunk.ts';
import { createKernel } from '#engine/lots/kernel.ts';
import type { KernelSink } from '#engine/lots/sink.ts';

/** One row for the kernel, in words; absent relations, pairs and deadlines are undefined. */
export interface LotEvent {
  component: number;
  account: number;
  policy: number;
  entry: number;
  type: keyof typeof EVENT;
  part: keyof typeof PART;
  points: number;
  instant: number;
  availableAt: number;
  expiresAt: number;
  followsActivity: boolean;
  activityDeadline?: number;
  related?: number;
  pair?: number;
  isReferenced: boolean;
}

/** What a replay found out, in a form that does not depend on the order of independent accounts. */
export interface Outcome {
  /** By `account/entry/child`. */
  lots: Record<string, LotOutcome>;
  uses: UseOutcome[];
  shortfalls: Record<string, number | string>[];
  postings: Record<string, number | boolean>[];
  /** By account number. */
  accounts: Record<number, Record<string, number>>;
  inTransit: number[];
}

export interface LotOutcome {
  parent?: string;
  origin: string;
  originOpenedAt: number;
  openedAt: number;
  availableAt: number;
  expiresAt: number;
  isPending: boolean;
  opened: number;
  remaining: number;
  /** Points by type of use, without the zeros. */
  used: Record<string, number>;
}

export interface UseOutcome {
  account: number;
  entry?: number;
  lot: string;
  type: string;
  points: number;
  usedAt: number;
  cause?: number;
}

/** Runs events through the kernel in chunks that end at the places `cuts`. */
export function runKernel(
  events: LotEvent[],
  policies: WalletPolicy[],
  asOf: number,
  cuts: number[] = [],
): Outcome {
  const { sink, tables } = collectingSink();
  // Small batches, so that flushing in the middle is tried too.
  const kernel = createKernel(policies, sink, { asOfInstant: asOf, batchRows: 7 });
  const ends = [...cuts.map((cut) => Math.min(cut, events.length)), events.length].sort((a, b) => a - b);
  let from = 0;
  for (const to of ends) {
    kernel.push(toChunk(events.slice(from, to)));
    from = to;
  }
  return readOutcome(tables, kernel.finish().inTransit);
}

type Row = Record<string, number>;
interface Tables {
  lots: Row[];
  uses: Row[];
  shortfalls: Row[];
  postings: Row[];
  accounts: Row[];
}

function collectingSink(): { sink: KernelSink; tables: Tables } {
  const tables: Tables = { lots: [], uses: [], shortfalls: [], postings: [], accounts: [] };
  const collect = (rows: Row[]) => (batch: { length: number }) => {
    const columns = Object.entries(batch).filter(([name]) => name !== 'length') as unknown as [
      string,
      number[],
    ][];
    for (let row = 0; row < batch.length; row++) {
      rows.push(Object.fromEntries(columns.map(([name, values]) => [name, values[row]!])));
    }
  };
  const sink: KernelSink = {
    lots: collect(tables.lots),
    uses: collect(tables.uses),
    shortfalls: collect(tables.shortfalls),
    postings: collect(tables.postings),
    accounts: collect(tables.accounts),
  };
  return { sink, tables };
}

function toChunk(events: LotEvent[]): EventChunk {
  // Longer than needed, as the vectors of a stream are.
  const chunk = allocateChunk(events.length + 3);
  chunk.length = events.length;
  for (const [row, event] of events.entries()) {
    chunk.component[row] = event.component;
    chunk.account[row] = event.account;
    chunk.policy[row] = event.policy;
    chunk.entry[row] = event.entry;
    chunk.type[row] = EVENT[event.type];
    chunk.part[row] = PART[event.part];
    chunk.points[row] = event.points;
    chunk.instant[row] = event.instant;
    chunk.availableAt[row] = event.availableAt;
    chunk.expiresAt[row] = event.expiresAt;
    chunk.followsActivity[row] = event.followsActivity ? 1 : 0;
    chunk.activityDeadline[row] = event.activityDeadline ?? NaN;
    chunk.related[row] = event.related ?? NONE;
    chunk.pair[row] = event.pair ?? NONE;
    chunk.isReferenced[row] = event.isReferenced ? 1 : 0;
  }
  return chunk;
}

function readOutcome(tables: Tables, inTransit: number[]): Outcome {
  const ids = new Map(
    tables.lots.map((lot) => [lot.lotNo!, `${lot.account}/${lot.openingEntry}/${lot.childNo}`]),
  );
  if (ids.size !== tables.lots.length) throw new Error('Two lots have one number');
  const lots = tables.lots.map((lot): [string, LotOutcome] => [
    ids.get(lot.lotNo!)!,
    {
      parent: lot.parentLot === NONE ? undefined : ids.get(lot.parentLot!)!,
      origin: ids.get(lot.originLot!)!,
      originOpenedAt: lot.originOpenedAt!,
      openedAt: lot.openedAt!,
      availableAt: lot.availableAt!,
      expiresAt: lot.expiresAt!,
      isPending: lot.isPending === 1,
      opened: lot.opened!,
      remaining: lot.remaining!,
      used: withoutZeros({
        redeem: lot.redeemed!,
        expire: lot.expired!,
        transfer: lot.transferred!,
        reverse: lot.reversed!,
        forfeit: lot.forfeited!,
        adjust: lot.adjusted!,
        exchange: lot.exchanged!,
        debt_repaid: lot.debtRepaid!,
        restore: lot.restored!,
      }),
    },
  ]);
  return {
    lots: Object.fromEntries(lots),
    uses: tables.uses.map((use) => ({
      account: use.account!,
      entry: use.entry === NONE ? undefined : use.entry,
      lot: ids.get(use.lot!)!,
      type: nameOf(USE, use.type!),
      points: use.points!,
      usedAt: use.usedAt!,
      cause: use.causeEntry === NONE ? undefined : use.causeEntry,
    })),
    shortfalls: tables.shortfalls.map((row) => ({ ...row, kind: nameOf(SHORTFALL, row.kind!) })),
    postings: tables.postings.map((row) => ({ ...row, isWhollyUnposted: row.isWhollyUnposted === 1 })),
    accounts: Object.fromEntries(tables.accounts.map(({ account, ...sums }) => [account, sums])),
    inTransit,
  };
}

/** Only the sums that say something. */
export function withoutZeros(sums: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(sums).filter(([, points]) => points !== 0));
}

function nameOf(codes: Record<string, number>, code: number): string {
  return Object.entries(codes).find(([, value]) => value === code)![0];
}
