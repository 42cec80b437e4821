import { advanceAccount } from './clock.ts';
import { EVENT, type WalletPolicy } from './codes.ts';
import { allocateChunk, type EventChunk, joinChunks } from './event-chunk.ts';
import { LOT_STATE } from './lot-pool.ts';
import { orderByPhase, PHASE } from './phases.ts';
import { postEvent } from './posting.ts';
import { Replay } from './replay.ts';
import type { KernelSink } from './sink.ts';
import { emitShortfalls } from './spending.ts';
import { isPairedTransfer, postTransfers } from './transfers.ts';

export interface KernelOptions {
  /** Events, expiries and availabilities count before this instant, µs since 1970 UTC. */
  asOfInstant: number;
  /** Numbers of the first lot and use; default 1. */
  firstLotNo?: number;
  firstUseNo?: number;
  /** Rows handed to the sink at once; default 8,192, which stay in a processor's cache. */
  batchRows?: number;
}

/** What is left when all components are done. */
export interface KernelTotals {
  /** Hundredths that left a sender and had not arrived before the as-of instant, by index of the sender's policy. */
  inTransit: number[];
  /** The numbers that the next lot and use would get. */
  nextLotNo: number;
  nextUseNo: number;
}

export interface Kernel {
  /** Takes the next events; the chunk may be reused as soon as the call returns. */
  push(chunk: EventChunk): void;
  /** Ends the last component, flushes the sink and returns the totals. */
  finish(): KernelTotals;
}

/**
 * The allocation kernel: replays events component after component and says which lots each one opened and used. Pure; it
 * holds the state of one component at a time, proportional to the lots that are open or named by later events.
 *
 * Errors are broken invariants or broken promises of the caller (order, relations, pairs), never the user's data.
 */
export function createKernel(policies: WalletPolicy[], sink: KernelSink, options: KernelOptions): Kernel {
  return new ComponentKernel(policies, sink, options);
}

class ComponentKernel implements Kernel {
  private readonly replay: Replay;
  private readonly asOfInstant: number;
  private readonly inTransit: number[];
  private component = -1;
  private instant = -Infinity;
  /** Rows of an instant that the next chunk may go on with. */
  private carried: EventChunk | undefined;

  constructor(policies: WalletPolicy[], sink: KernelSink, options: KernelOptions) {
    this.replay = new Replay(policies, sink, {
      firstLotNo: options.firstLotNo ?? 1,
      firstUseNo: options.firstUseNo ?? 1,
      batchRows: options.batchRows ?? 8_192,
    });
    this.asOfInstant = options.asOfInstant;
    this.inTransit = policies.map(() => 0);
  }

  push(chunk: EventChunk): void {
    let from = 0;
    if (this.carried !== undefined) {
      while (from < chunk.length && isSameInstant(this.carried, 0, chunk, from)) from++;
      if (from > 0) this.carried = joinChunks(this.carried, chunk, 0, from);
      if (from === chunk.length) return;
      this.post(this.carried, 0, this.carried.length);
      this.carried = undefined;
    }
    while (from < chunk.length) {
      let to = from + 1;
      while (to < chunk.length && isSameInstant(chunk, from, chunk, to)) to++;
      if (to === chunk.length) this.carried = joinChunks(EMPTY, chunk, from, to);
      else this.post(chunk, from, to);
      from = to;
    }
  }

  finish(): KernelTotals {
    if (this.carried !== undefined) this.post(this.carried, 0, this.carried.length);
    this.carried = undefined;
    this.endComponent();
    this.replay.output.flush();
    const { nextLotNo, output } = this.replay;
    return { inTransit: this.inTransit, nextLotNo, nextUseNo: output.nextUseNo };
  }

  /** Replays all rows of one component and instant. */
  private post(rows: EventChunk, from: number, to: number): void {
    const component = rows.component[from]!;
    const instant = rows.instant[from]!;
    if (component !== this.component) {
      if (component < this.component) throw new Error(`Component ${component} comes after ${this.component}`);
      this.endComponent();
      this.component = component;
    } else if (!(instant > this.instant)) {
      throw new Error(`Entry ${rows.entry[from]} comes after a later instant`);
    }
    this.instant = instant;
    for (let row = from; row < to; row++) this.check(rows, row);
    if (to - from === 1 && !isPairedTransfer(rows, from)) postEvent(this.replay, rows, from);
    else this.postGroup(rows, from, to);
  }

  private postGroup(rows: EventChunk, from: number, to: number): void {
    for (let row = from; row < to; row++) {
      // A restore may come before the redemption of its instant that it names: nothing can be restored yet.
      if (rows.type[row] === EVENT.redeem && rows.isReferenced[row] === 1)
        this.replay.redemption(rows.entry[row]!);
    }
    const phases = orderByPhase(rows, from, to);
    for (let phase = 0; phase < phases.length; phase++) {
      const members = phases[phase];
      if (members === undefined) continue;
      if (phase === PHASE.transferPair) postTransfers(this.replay, rows, members);
      else for (const row of members) postEvent(this.replay, rows, row);
    }
  }

  private check(rows: EventChunk, row: number): void {
    const points = rows.points[row]!;
    if (!Number.isSafeInteger(points) || (points <= 0 && rows.type[row] !== EVENT.adjust)) {
      throw new Error(
        `Entry ${rows.entry[row]} has points that are no whole hundredths above zero: ${points}`,
      );
    }
    if (!(rows.instant[row]! < this.asOfInstant))
      throw new Error(`Entry ${rows.entry[row]} is not before the as-of`);
    if (rows.activityDeadline[row]! <= rows.instant[row]!) {
      throw new Error(`Entry ${rows.entry[row]} sets a deadline that is not later than itself`);
    }
  }

  /** Brings every account to the as-of instant, writes all that is left, and forgets the component. */
  private endComponent(): void {
    const { accounts, lots, output, passages } = this.replay;
    for (let account = 0; account < accounts.used; account++) {
      advanceAccount(this.replay, account, this.asOfInstant);
      emitShortfalls(this.replay, account);
      output.account(accounts, account);
    }
    for (let lot = 0; lot < lots.used; lot++) {
      if (lots.state[lot] === LOT_STATE.free) continue;
      const account = lots.account[lot]!;
      const isClosed = lots.state[lot] === LOT_STATE.closed;
      const expiresAt = isClosed ? lots.expiresAt[lot]! : this.replay.expiryOf(account, lot);
      output.lot(lots, lot, accounts.accountNo[account]!, expiresAt);
    }
    for (const passage of passages.values()) this.inTransit[passage.policy]! += passage.points;
    this.replay.reset();
  }
}

const EMPTY = allocateChunk(0);

function isSameInstant(left: EventChunk, leftRow: number, right: EventChunk, rightRow: number): boolean {
  return (
    left.instant[leftRow] === right.instant[rightRow] && left.component[leftRow] === right.component[rightRow]
  );
}
