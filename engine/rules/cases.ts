import type { GivenTables } from '../build/given.ts';
import type { Finding } from '../contract/finding.ts';

/** What a case is there to show; each rule has at least one of each that can be. */
export const CASE_KINDS = ['violating', 'compliant', 'boundary', 'before-law', 'not-evaluable'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** A finding as a case expects it: only what is named is compared. Decimals are text with all their places. */
export type ExpectedFinding = Partial<
  Omit<Finding, 'finding_id' | 'rule_id' | 'rule_version' | 'programme_id'>
>;

/** A small world, and what the rule must find in it and nothing else. */
export interface Case {
  /** A sentence. */
  readonly name: string;
  readonly kind: CaseKind;
  /** Rows by table; each case is a programme of its own. */
  readonly given: GivenTables;
  /** As under `programmes:` in `programme.yaml`, without the id. */
  readonly programme?: Readonly<Record<string, unknown>>;
  /** Last local day of the book. */
  readonly asOf: string;
  /** Default: none. */
  readonly findings?: readonly ExpectedFinding[];
  /** The rule cannot judge, and names these tables or columns. */
  readonly notEvaluable?: readonly string[];
  /**
   * Builds a book for this case alone. Needed where a column is missing, since other cases of the book may have it.
   */
  readonly alone?: boolean;
}

type CaseGiven = Omit<Case, 'asOf'> & { readonly asOf?: string };

/** The cases of a rule; `asOf` holds for all that do not say otherwise. Cases of one day share a book. */
export function defineCases(asOf: string, cases: readonly CaseGiven[]): readonly Case[] {
  return cases.map((each) => ({ asOf, ...each }));
}
