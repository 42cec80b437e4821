/** Small integers that stand for the words of the contract on the way in and out of the kernel. */

/** Type of an event, the column `type` of an {@link EventChunk}. */
export const EVENT = {
  earn: 0,
  redeem: 1,
  expire: 2,
  transfer_out: 3,
  transfer_in: 4,
  exchange_out: 5,
  exchange_in: 6,
  reverse: 7,
  restore: 8,
  adjust: 9,
  forfeit: 10,
} as const;

/**
 * Which part of its event a row stands for. A transfer whose legs differ arrives as two rows with one entry number:
 * the part that has a counterpart, and the rest.
 */
export const PART = { whole: 0, paired: 1, unpaired: 2 } as const;

/** Type of a use, the column `type` of a {@link UseBatch}; also the place of its sum among a lot's points. */
export const USE = {
  redeem: 1,
  expire: 2,
  transfer: 3,
  reverse: 4,
  forfeit: 5,
  adjust: 6,
  exchange: 7,
  debt_repaid: 8,
  restore: 9,
} as const;

/** Kind of a shortfall, the column `kind` of a {@link ShortfallBatch}. */
export const SHORTFALL = { debt: 0, floor: 1, excess: 2 } as const;

/** Stands where a number of an event, lot or pair is absent. */
export const NONE = -1;

/** The rules of one wallet that decide which lot an event touches; the words are those of `programme.yaml`. */
export interface WalletPolicy {
  spendOrder: 'fefo' | 'fifo' | 'lifo';
  expirySource: 'implied' | 'booked' | 'both';
  overdraw: 'debt' | 'floor';
  transferKeepsExpiry: boolean;
  restore: 'original_expiry' | 'grace';
}
