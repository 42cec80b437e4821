/**
 * A small seeded generator of pseudo-random numbers: sfc32 by Chris Doty-Humphrey (PractRand), 128 bits of state.
 * The same seed and path give the same numbers on every machine; nothing here uses floating-point functions whose last
 * digit differs between engines.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  private constructor(a: number, b: number, c: number) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    for (let round = 0; round < 15; round++) this.next();
  }

  /** The stream of one seed and place, e.g. `Random.of(seed, blockNumber)`; streams of different places are independent. */
  static of(seed: number, ...place: number[]): Random {
    let mixed = scramble(seed >>> 0);
    // Seeds beyond 32 bits differ too.
    mixed = scramble(mixed ^ Math.floor(seed / 2 ** 32));
    for (const step of place) mixed = scramble(mixed ^ scramble(step >>> 0));
    return new Random(mixed, scramble(mixed + 1), scramble(mixed + 2));
  }

  /** An integer from 0 to 2^32 − 1. */
  next(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** An integer from 0 to `limit` − 1. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }

  /** An integer from `low` to `high`, both possible. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability * 2 ** 32;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new Error('Nothing to pick from.');
    return picked;
  }

  /** An index, drawn in proportion to non-negative integer weights. */
  weighted(weights: readonly number[]): number {
    let left = this.below(weights.reduce((sum, weight) => sum + weight, 0));
    for (let index = 0; index < weights.length; index++) {
      left -= weights[index]!;
      if (left < 0) return index;
    }
    throw new Error('Weights sum to nothing.');
  }
}

/** The finaliser of murmur3: every bit of the input moves about half of the output's. */
function scramble(value: number): number {
  let mixed = (value + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
