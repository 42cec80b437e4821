import type { EquivalentMutants } from '../equivalents.ts';

/** Conditions of these rules that no case can miss, and why. */
export const REWARDS_EQUIVALENTS: EquivalentMutants = {
  'expired-by-restore': [
    {
      what: `drop where (lot_no = ANY(SELECT lot_no FROM given_back))`,
      because: `Only expiries of lots that points were given back to are looked up. Spares carrying all others.`,
    },
  ],
  'inferior-reward': [
    {
      what: `drop where (quality_returns > 0)`,
      because: `A reward that never came back is never worse than its peers: the test gives 1.`,
    },
    {
      what: `drop where (all_redemptions > redemptions)`,
      because: `Without peers the test compares a reward with itself and gives 1.`,
    },
  ],
};
