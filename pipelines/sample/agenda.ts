interface Entry {
  readonly at: number;
  readonly number: number;
  readonly run: (at: number) => void;
}

/** What is going to happen, earliest first; at one instant in the order in which it was planned. A binary heap. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #count = 0;

  plan(at: number, run: (at: number) => void): void {
    const heap = this.#heap;
    const entry = { at, number: this.#count++, run };
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  }

  /** Runs everything before `end`, and what that plans. */
  run(end: number): void {
    while (this.#heap.length > 0 && this.#heap[0]!.at < end) {
      const { at, run } = this.#pop();
      run(at);
    }
  }

  #pop(): Entry {
    const heap = this.#heap;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) {
      let index = 0;
      for (;;) {
        let child = 2 * index + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
        if (!isBefore(heap[child]!, last)) break;
        heap[index] = heap[child]!;
        index = child;
      }
      heap[index] = last;
    }
    return top;
  }
}

function isBefore(left: Entry, right: Entry): boolean {
  return left.at < right.at || (left.at === right.at && left.number < right.number);
}
