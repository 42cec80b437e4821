/** A stream of pseudo-random numbers that is the same on every machine for the same seed. */
export interface Seeded {
  /** The next number in [0, 1), with 32 random bits. */
  next(): number;
  /** A whole number in [0, bound), for 1 ≤ bound ≤ 2^32. */
  below(bound: number): number;
}

/**
 * The generator sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, integer operations only, so that no
 * machine's floating point can change the stream. The seed is any text or whole number; different seeds give unrelated
 * streams (FNV-1a with a final mix fills the state, and the first numbers are thrown away).
 */
export function seeded(seed: string | number): Seeded {
  let a = hash(`${seed}/a`);
  let b = hash(`${seed}/b`);
  let c = hash(`${seed}/c`);
  let counter = 1;
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 16; i++) bits();
  const next = (): number => bits() / 4294967296;
  return { next, below: (bound) => Math.floor(next() * bound) };
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
