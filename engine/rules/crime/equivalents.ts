import type { EquivalentMutants } from '../equivalents.ts';

/** Conditions of these rules that no case can miss, and why. */
export const CRIME_EQUIVALENTS: EquivalentMutants = {
  'transfer-collector': [
    {
      what: `drop having (count(DISTINCT from_account_no) >= min(parameter_min_senders(programme_id, transferred_at)))`,
      because: `Who has too few senders in all has too few within any time. Spares counting them day by day.`,
    },
  ],
  'carbon-points-transferred': [
    {
      what: `drop where (regime.regime = 'shenzhen_carbon')`,
      because: `The only regime a wallet can be declared under so far; another one makes this a mutant to be noticed.`,
    },
  ],
};
