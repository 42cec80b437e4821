/** A part of an event that no lot covered, while it may still be paid or cancelled. */
export interface Debt {
  entry: number;
  /** Code of `SHORTFALL`: debt or floor. */
  kind: number;
  points: number;
  settled: number;
  cancelled: number;
  expiredBefore: number;
  /** The redemption that caused it, where a later restore names it. */
  redemption: Redemption | undefined;
}

/** What a redemption that a later restore names did, so that it can be undone from the end. */
export interface Redemption {
  /** Uses that can still be undone, the latest last: by the redemption, and by paying its debt later. */
  uses: { lot: number; points: number }[];
  debt: Debt | undefined;
}

/** Points of a debt neither paid nor cancelled yet. */
export function openPoints(debt: Debt): number {
  return debt.points - debt.settled - debt.cancelled;
}
