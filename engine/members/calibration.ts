import { expectedPurchases, type BgNbdParameters } from './bg-nbd.ts';
import type { PurchaseHistory } from './purchase-history.ts';

/** Members whose future is known: history until the cut, and purchase days in the hold-out span after it. */
export interface HeldOut extends PurchaseHistory {
  /** Of all of them together. */
  readonly actual: number;
  /** How many share the history; default one. */
  readonly members?: number;
}

export interface CalibrationGroup {
  /** Repeat purchases before the cut; the last group holds this many and more. */
  readonly frequency: number;
  readonly members: number;
  /** Per member, in the hold-out span. */
  readonly expected: number;
  readonly actual: number;
}

export interface Calibration {
  readonly groups: readonly CalibrationGroup[];
  readonly expectedTotal: number;
  readonly actualTotal: number;
  /** Expected ÷ actual total; null where nothing was bought. */
  readonly ratio: number | null;
  /** Σ |expected − actual| over groups ÷ actual total; null where nothing was bought. */
  readonly groupError: number | null;
  /** `insufficient`: too little to judge. Predictions are shown only where it is `calibrated`. */
  readonly status: 'calibrated' | 'miscalibrated' | 'insufficient';
}

/** The stated policy of when a model is refused. */
export interface CalibrationPolicy {
  /** Largest deviation of the total, as a share of the actual one. */
  readonly totalTolerance: number;
  /** Largest sum of the groups' deviations, as a share of the actual total. */
  readonly groupTolerance: number;
  readonly leastMembers: number;
  /** Purchases in the hold-out. */
  readonly leastPurchases: number;
}

export const CALIBRATION_POLICY: CalibrationPolicy = {
  totalTolerance: 0.15,
  groupTolerance: 0.25,
  leastMembers: 100,
  leastPurchases: 50,
};

const LAST_GROUP = 7;

/**
 * Holds a fitted model against purchases it has not seen (figure 4 of Fader, Hardie and Lee 2005: conditional expectation by
 * frequency). `span` is the hold-out's length in the histories' unit of time. Doubles.
 */
export function calibrate(
  parameters: BgNbdParameters,
  members: readonly HeldOut[],
  span: number,
  policy: CalibrationPolicy = CALIBRATION_POLICY,
): Calibration {
  const sums = Array.from({ length: LAST_GROUP + 1 }, () => ({ members: 0, expected: 0, actual: 0 }));
  let count = 0;
  for (const each of members) {
    const alike = each.members ?? 1;
    const group = sums[Math.min(each.frequency, LAST_GROUP)]!;
    count += alike;
    group.members += alike;
    group.expected += alike * expectedPurchases(parameters, each, span);
    group.actual += each.actual;
  }
  let [expectedTotal, actualTotal, deviation] = [0, 0, 0];
  for (const group of sums) {
    expectedTotal += group.expected;
    actualTotal += group.actual;
    deviation += Math.abs(group.expected - group.actual);
  }
  const ratio = actualTotal > 0 ? expectedTotal / actualTotal : null;
  const groupError = actualTotal > 0 ? deviation / actualTotal : null;
  return {
    groups: sums.flatMap((group, frequency) =>
      group.members === 0
        ? []
        : [
            {
              frequency,
              members: group.members,
              expected: group.expected / group.members,
              actual: group.actual / group.members,
            },
          ],
    ),
    expectedTotal,
    actualTotal,
    ratio,
    groupError,
    status: judge(count, actualTotal, ratio, groupError, policy),
  };
}

function judge(
  members: number,
  purchases: number,
  ratio: number | null,
  groupError: number | null,
  policy: CalibrationPolicy,
): Calibration['status'] {
  if (members < policy.leastMembers || purchases < policy.leastPurchases) return 'insufficient';
  const fits = Math.abs(ratio! - 1) <= policy.totalTolerance && groupError! <= policy.groupTolerance;
  return fits ? 'calibrated' : 'miscalibrated';
}
