import { seeded as stream } from '#engine/seeded.ts';

/** Seeded choices for tests: the same seed, the same run on any machine. */
export interface Seeded {
  /** A whole number from 0 to `bound` − 1. */
  below(bound: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  shuffle<Item>(items: readonly Item[]): Item[];
}

export function seeded(seed: number): Seeded {
  const { next, below } = stream(seed);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)]!,
    shuffle(items) {
      const shuffled = [...items];
      for (let place = shuffled.length - 1; place > 0; place--) {
        const other = below(place + 1);
        [shuffled[place], shuffled[other]] = [shuffled[other]!, shuffled[place]!];
      }
      return shuffled;
    },
  };
}
