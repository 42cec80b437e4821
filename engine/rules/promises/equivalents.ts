import type { EquivalentMutants } from '../equivalents.ts';

/** Conditions of these rules that no case can miss, and why. */
export const PROMISES_EQUIVALENTS: EquivalentMutants = {
  'senior-multiplier-wrong': [
    {
      what: `drop where (NOT judged.is_eligible)`,
      because: `Whoever is eligible is owed the special rate; the common one is then not looked at. Spares finding it.`,
    },
  ],
  'redemption-refused': [
    {
      what: `drop where (asked.limit_per_member IS NOT NULL)`,
      because: `Where no limit was set, what was redeemed before is compared with nothing. Spares counting it.`,
    },
  ],
};
