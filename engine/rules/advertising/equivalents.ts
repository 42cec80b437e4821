import type { EquivalentMutants } from '../equivalents.ts';

/** Conditions of these rules that no case can miss, and why. */
export const ADVERTISING_EQUIVALENTS: EquivalentMutants = {
  'different-price-undisclosed': [
    {
      what: `drop having (count(DISTINCT points_each) > 1)`,
      because: `Where all paid one price, none is above the lowest. Spares looking at those days.`,
    },
  ],
};
