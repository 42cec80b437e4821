import type { Output } from './output.ts';
import { balanceMismatch } from './plants/balance-mismatch.ts';
import { Bed, type Plant } from './plants/bed.ts';
import { conflictingDuplicate } from './plants/conflicting-duplicate.ts';
import { excessReversal } from './plants/excess-reversal.ts';
import { expiredPointsUsed } from './plants/expired-points-used.ts';
import { expiryNotMatched } from './plants/expiry-not-matched.ts';
import { insuranceRebate } from './plants/insurance-rebate.ts';
import { overdrawn } from './plants/overdrawn.ts';
import { recordNotTraceable } from './plants/record-not-traceable.ts';
import { sequenceGap } from './plants/sequence-gap.ts';
import { transferUnpaired } from './plants/transfer-unpaired.ts';
import { Random } from './random.ts';

/** Every plant; a new one is a file in `plants/` and a line here. */
const PLANTS: readonly Plant[] = [
  balanceMismatch,
  overdrawn,
  expiredPointsUsed,
  expiryNotMatched,
  transferUnpaired,
  excessReversal,
  conflictingDuplicate,
  sequenceGap,
  recordNotTraceable,
  insuranceRebate,
];

/** Wallets that exist for plants alone. */
export const PLANTED_WALLETS: Readonly<Record<string, unknown>> = Object.assign(
  {},
  ...PLANTS.map((plant) => plant.wallets ?? {}),
) as Record<string, unknown>;

/** Writes what every plant brings. Each has its own stream of numbers, so that a further one changes no other. */
export function plantAll(output: Output, seed: number): void {
  for (const { ruleId, plant } of PLANTS) {
    const stream = Random.of(seed, ...Buffer.from(ruleId));
    plant(new Bed(output, ruleId, stream));
  }
}
