import type { Bilingual } from '../contract/citation.ts';
import type { Case } from './cases.ts';
import type { EquivalentMutants } from './equivalents.ts';
import type { GroupId, Rule } from './rule.ts';
import type { Search } from './search.ts';

/** Rules of one kind, each with its cases and the search it needs, if any, in the order in which they are listed and run. */
export interface RuleGroup {
  readonly id: GroupId;
  readonly title: Bilingual;
  /** Why some mutants of these rules are noticed by no case. */
  readonly equivalents?: EquivalentMutants;
  readonly rules: readonly (readonly [Rule, readonly Case[], Search?])[];
}
