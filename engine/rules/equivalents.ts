/**
 * A mutant of a rule's query that no case can notice, since it says the same as the query: `what` as `rules mutate` names it,
 * and why. A reason for a mutant that a case does notice, or that does not exist, is an error of `rules mutate`.
 */
export interface EquivalentMutant {
  readonly what: string;
  readonly because: string;
}

/** By the id of the rule. */
export type EquivalentMutants = Readonly<Record<string, readonly EquivalentMutant[]>>;
