import { NONE } from './codes.ts';
import { lengthen, type LotPool } from './lot-pool.ts';

/**
 * Pairing heaps of lots, any number of them in one set of arrays: a heap is known by the slot of its first lot (NONE
 * when empty), which whoever owns the heap keeps. A lot is in at most one heap of a set. Inserting is O(1), removing any
 * lot O(log n) amortised, so an account with a hundred thousand open lots is as easy as one with ten.
 *
 * Order: smaller rank first, then by opening; with `isReversed`, the latest opening first.
 */
export class LotHeap {
  private rank = new Float64Array(0);
  private child = new Int32Array(0);
  private next = new Int32Array(0);
  /** The parent of a first child, the left neighbour of others. */
  private previous = new Int32Array(0);

  constructor(
    private readonly lots: LotPool,
    private readonly isReversed = false,
  ) {}

  /** Adds a lot; returns the heap's first lot. */
  insert(root: number, lot: number, rank: number): number {
    if (lot >= this.rank.length) this.grow();
    this.rank[lot] = rank;
    this.child[lot] = NONE;
    this.next[lot] = NONE;
    this.previous[lot] = NONE;
    return root === NONE ? lot : this.meld(root, lot);
  }

  /** Takes a lot out of the heap it is in; returns the heap's first lot. */
  remove(root: number, lot: number): number {
    const rest = this.mergeChildren(lot);
    if (lot === root) return rest;
    const previous = this.previous[lot]!;
    const next = this.next[lot]!;
    if (this.child[previous] === lot) this.child[previous] = next;
    else this.next[previous] = next;
    if (next !== NONE) this.previous[next] = previous;
    return rest === NONE ? root : this.meld(root, rest);
  }

  /** All lots of a heap, in no particular order. */
  members(root: number): number[] {
    const members: number[] = [];
    const waiting = root === NONE ? [] : [root];
    for (let lot = waiting.pop(); lot !== undefined; lot = waiting.pop()) {
      members.push(lot);
      if (this.child[lot] !== NONE) waiting.push(this.child[lot]!);
      if (this.next[lot] !== NONE) waiting.push(this.next[lot]!);
    }
    return members;
  }

  private precedes(left: number, right: number): boolean {
    const ranks = this.rank[left]! - this.rank[right]!;
    // Infinity − Infinity is NaN: two lots that never expire are a tie.
    if (ranks < 0) return true;
    if (ranks > 0) return false;
    return this.isReversed ? this.lots.openedBefore(right, left) : this.lots.openedBefore(left, right);
  }

  private meld(left: number, right: number): number {
    const parent = this.precedes(right, left) ? right : left;
    const child = parent === left ? right : left;
    const sibling = this.child[parent]!;
    this.next[child] = sibling;
    if (sibling !== NONE) this.previous[sibling] = child;
    this.previous[child] = parent;
    this.child[parent] = child;
    return parent;
  }

  /** The two passes of a pairing heap: neighbours are melded in pairs, then the pairs from the last to the first. */
  private mergeChildren(lot: number): number {
    let first = this.child[lot]!;
    this.child[lot] = NONE;
    let pairs = NONE;
    while (first !== NONE) {
      const second = this.next[first]!;
      const following = second === NONE ? NONE : this.next[second]!;
      this.detach(first);
      if (second !== NONE) {
        this.detach(second);
        first = this.meld(first, second);
      }
      this.next[first] = pairs;
      pairs = first;
      first = following;
    }
    let root = NONE;
    while (pairs !== NONE) {
      const following = this.next[pairs]!;
      this.next[pairs] = NONE;
      root = root === NONE ? pairs : this.meld(root, pairs);
      pairs = following;
    }
    return root;
  }

  private detach(lot: number): void {
    this.next[lot] = NONE;
    this.previous[lot] = NONE;
  }

  private grow(): void {
    const capacity = this.lots.capacity;
    this.rank = lengthen(this.rank, capacity);
    this.child = lengthen(this.child, capacity);
    this.next = lengthen(this.next, capacity);
    this.previous = lengthen(this.previous, capacity);
  }
}
