import { NONE } from './codes.ts';

/**
 * What one instant has of a transfer pair: both legs, or one where the other leg has another instant. The account numbers
 * are NONE for the leg that is elsewhere; `key` is the entry of the out leg, or of the in leg where there is no other.
 */
export interface TransferStep {
  key: number;
  sender: number;
  receiver: number;
  outRow: number;
  inRow: number;
}

/**
 * Orders the transfers of one instant so that an account passes on what it receives: a step is ready when nothing else is
 * still to arrive at its sender, and of the ready steps the smallest key goes first. Where none is ready there is a cycle:
 * from the sender of the smallest key left, go back along the smallest key that arrives, until an account is met again;
 * the smallest key of the cycle so found goes first. A transfer to oneself waits for what others send and holds up nobody.
 */
export function orderTransfers(steps: TransferStep[]): TransferStep[] {
  if (steps.length < 2) return steps;
  return new TransferGraph([...steps].sort((left, right) => left.key - right.key)).order();
}

/** Steps are known by their rank by key, accounts by their number. */
class TransferGraph {
  private readonly arriving = new Map<number, number[]>();
  private readonly leaving = new Map<number, number[]>();
  private readonly toArrive = new Map<number, number>();
  private readonly isDone: boolean[];
  private readonly ready = new RankHeap();
  private readonly result: TransferStep[] = [];

  constructor(private readonly steps: TransferStep[]) {
    this.isDone = steps.map(() => false);
    // From the largest key down, so that the smallest is the last of each list, where it is cheap to take away.
    for (let rank = steps.length - 1; rank >= 0; rank--) {
      const step = steps[rank]!;
      append(this.leaving, step.sender, rank);
      if (step.receiver === NONE || step.receiver === step.sender) continue;
      append(this.arriving, step.receiver, rank);
      this.toArrive.set(step.receiver, (this.toArrive.get(step.receiver) ?? 0) + 1);
    }
    for (const [rank, step] of steps.entries()) {
      if (this.toArrive.get(step.sender) === undefined) this.ready.push(rank);
    }
  }

  order(): TransferStep[] {
    let first = 0;
    while (this.result.length < this.steps.length) {
      while (this.isDone[first]) first++;
      this.execute(this.ready.pop() ?? this.breakCycle(first));
    }
    return this.result;
  }

  private execute(rank: number): void {
    const step = this.steps[rank]!;
    if (this.isDone[rank]) return;
    this.isDone[rank] = true;
    this.result.push(step);
    if (step.receiver === NONE || step.receiver === step.sender) return;
    const left = this.toArrive.get(step.receiver)! - 1;
    this.toArrive.set(step.receiver, left);
    if (left > 0) return;
    for (const next of this.leaving.get(step.receiver) ?? []) if (!this.isDone[next]) this.ready.push(next);
  }

  /** The smallest rank of the cycle upstream of a step that is not ready. */
  private breakCycle(start: number): number {
    const path: number[] = [];
    const placeOf = new Map<number, number>();
    let account = this.steps[start]!.sender;
    while (!placeOf.has(account)) {
      placeOf.set(account, path.length);
      const arriving = this.arriving.get(account)!;
      // Steps done leave the list for good, so that each is skipped once.
      while (this.isDone[arriving.at(-1)!]) arriving.pop();
      path.push(arriving.at(-1)!);
      account = this.steps[arriving.at(-1)!]!.sender;
    }
    return path.slice(placeOf.get(account)!).reduce((smallest, rank) => Math.min(smallest, rank));
  }
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** A binary heap of numbers, the smallest first. */
class RankHeap {
  private readonly items: number[] = [];

  push(item: number): void {
    let place = this.items.length;
    this.items.push(item);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.items[parent]! <= item) break;
      this.items[place] = this.items[parent]!;
      place = parent;
    }
    this.items[place] = item;
  }

  pop(): number | undefined {
    const smallest = this.items[0];
    const last = this.items.pop();
    if (last === undefined || this.items.length === 0) return smallest;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.items.length) break;
      if (child + 1 < this.items.length && this.items[child + 1]! < this.items[child]!) child++;
      if (this.items[child]! >= last) break;
      this.items[place] = this.items[child]!;
      place = child;
    }
    this.items[place] = last;
    return smallest;
  }
}
