import { NONE, USE } from './codes.ts';

/** Places of a lot's sums of points; the sums of uses stand at their `USE` code. */
export const OPENED = 0;
export const REMAINING = 10;
/** What reverses that name this lot have posted, wherever they took it from. */
export const REVERSED_BY_NAME = 11;
/** Sums per lot in {@link LotPool.points}. */
export const SUMS = 12;

/** Where a lot stands; only spendable and pending ones hold points. */
export const LOT_STATE = { free: 0, opening: 1, pending: 2, spendable: 3, closed: 4 } as const;

/**
 * The lots of the component being replayed, as struct of arrays indexed by slot. A slot is given back as soon as its
 * lot is closed and no later event can name it, so that the pool grows with the open lots, not with all.
 */
export class LotPool {
  capacity = 0;
  /** Slots ever used since the last reset: all live ones are below. */
  used = 0;
  lotNo = new Int32Array(0);
  /** Slot in the account pool. */
  account = new Int32Array(0);
  openingEntry = new Int32Array(0);
  childNo = new Int32Array(0);
  parentLot = new Int32Array(0);
  originLot = new Int32Array(0);
  originOpenedAt = new Float64Array(0);
  openedAt = new Float64Array(0);
  availableAt = new Float64Array(0);
  expiresAt = new Float64Array(0);
  points = new Float64Array(0);
  followsActivity = new Uint8Array(0);
  /** 1: a later reverse, expire or restore may still touch it. */
  isRetained = new Uint8Array(0);
  /** 1: a booked expire took the last points. */
  isEmptiedByExpire = new Uint8Array(0);
  state = new Uint8Array(0);
  private free: number[] = [];

  /** A slot with a lot numbered `lotNo` that is its own origin, without parent, available at once. */
  allocate(lotNo: number, account: number, entry: number, childNo: number, points: number, openedAt: number) {
    const lot = this.free.length > 0 ? this.free.pop()! : this.used++;
    if (lot >= this.capacity) this.grow();
    this.lotNo[lot] = lotNo;
    this.account[lot] = account;
    this.openingEntry[lot] = entry;
    this.childNo[lot] = childNo;
    this.parentLot[lot] = NONE;
    this.originLot[lot] = lotNo;
    this.originOpenedAt[lot] = openedAt;
    this.openedAt[lot] = openedAt;
    this.availableAt[lot] = openedAt;
    this.expiresAt[lot] = Infinity;
    this.followsActivity[lot] = 0;
    this.isRetained[lot] = 0;
    this.isEmptiedByExpire[lot] = 0;
    this.state[lot] = LOT_STATE.opening;
    const sums = lot * SUMS;
    for (let place = 0; place < SUMS; place++) this.points[sums + place] = 0;
    this.points[sums + OPENED] = points;
    this.points[sums + REMAINING] = points;
    return lot;
  }

  remaining(lot: number): number {
    return this.points[lot * SUMS + REMAINING]!;
  }

  /** Moves points out of a lot into its sum for `use`. */
  draw(lot: number, use: number, points: number): void {
    this.points[lot * SUMS + use]! += points;
    this.points[lot * SUMS + REMAINING]! -= points;
  }

  /** Puts points back into a lot. */
  restore(lot: number, points: number): void {
    this.points[lot * SUMS + USE.restore]! += points;
    this.points[lot * SUMS + REMAINING]! += points;
  }

  /** Whether lot `left` opened before `right`: ties by opening entry, then child. */
  openedBefore(left: number, right: number): boolean {
    const instants = this.openedAt[left]! - this.openedAt[right]!;
    if (instants !== 0) return instants < 0;
    const entries = this.openingEntry[left]! - this.openingEntry[right]!;
    return entries !== 0 ? entries < 0 : this.childNo[left]! < this.childNo[right]!;
  }

  release(lot: number): void {
    this.state[lot] = LOT_STATE.free;
    this.free.push(lot);
  }

  /** Forgets every lot; the memory stays for the next component. */
  reset(): void {
    this.used = 0;
    this.free.length = 0;
  }

  private grow(): void {
    this.capacity = Math.max(64, this.capacity * 2);
    this.lotNo = lengthen(this.lotNo, this.capacity);
    this.account = lengthen(this.account, this.capacity);
    this.openingEntry = lengthen(this.openingEntry, this.capacity);
    this.childNo = lengthen(this.childNo, this.capacity);
    this.parentLot = lengthen(this.parentLot, this.capacity);
    this.originLot = lengthen(this.originLot, this.capacity);
    this.originOpenedAt = lengthen(this.originOpenedAt, this.capacity);
    this.openedAt = lengthen(this.openedAt, this.capacity);
    this.availableAt = lengthen(this.availableAt, this.capacity);
    this.expiresAt = lengthen(this.expiresAt, this.capacity);
    this.points = lengthen(this.points, this.capacity * SUMS);
    this.followsActivity = lengthen(this.followsActivity, this.capacity);
    this.isRetained = lengthen(this.isRetained, this.capacity);
    this.isEmptiedByExpire = lengthen(this.isEmptiedByExpire, this.capacity);
    this.state = lengthen(this.state, this.capacity);
  }
}

/** A copy of a typed array with room for `length` elements. */
export function lengthen<A extends Int32Array | Float64Array | Uint8Array>(array: A, length: number): A {
  const longer = new (array.constructor as new (length: number) => A)(length);
  longer.set(array);
  return longer;
}
