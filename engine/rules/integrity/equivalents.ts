import type { EquivalentMutants } from '../equivalents.ts';

/** Conditions of these rules that no case can miss, and why. */
export const INTEGRITY_EQUIVALENTS: EquivalentMutants = {
  'expiry-not-matched': [
    {
      what: `drop condition (due.side = 'due')`,
      because: `Amounts of one side lie side by side, so that a booking overlaps no other booking but itself, at its own instant.`,
    },
    {
      what: `drop condition (booked.side = 'booked')`,
      because: `Amounts of one side lie side by side, so that what was due overlaps nothing else that was due but itself, at its own instant.`,
    },
    {
      what: `drop condition ("policy".expiry_source = 'booked')`,
      because: `Where the engine expires points, it does so at the instant they are due: never early, never late.`,
    },
    {
      what: `drop where ("policy".expiry_source = 'booked')`,
      because: `Where the engine expires points, nothing remains of a lot whose time is over.`,
    },
  ],
  'expired-points-used': [
    {
      what: `drop where (expiry_source = 'booked')`,
      because: `Where the engine expires points, no lot is used after its time.`,
    },
    {
      what: `drop where (fact.use_type IN ('redeem', 'transfer', 'exchange', 'adjust'))`,
      because: `Other uses after its time, bookings of the expiry and reversals, are left out by the type of their event. Spares looking at them.`,
    },
    {
      what: `drop where (fact.account_no = ANY(SELECT account_no FROM booked_accounts))`,
      because: `Where the engine expires points, no lot is used after its time. Spares looking at those accounts.`,
    },
  ],
};
