import { UserError } from '../user-error.ts';
import { ADVERTISING } from './advertising/group.ts';
import type { Case } from './cases.ts';
import type { EquivalentMutant } from './equivalents.ts';
import type { RuleGroup } from './group.ts';
import { CRIME } from './crime/group.ts';
import { DISCLOSURE } from './disclosure/group.ts';
import { INTEGRITY } from './integrity/group.ts';
import { PERSONS } from './persons/group.ts';
import { REWARDS } from './rewards/group.ts';
import { GREEN } from './green/group.ts';
import { CARDS } from './cards/group.ts';
import { PAYMENTS } from './payments/group.ts';
import { PROMISES } from './promises/group.ts';
import type { Rule } from './rule.ts';
import type { Search } from './search.ts';

/** Every rule, by group. Nothing is found by looking through folders. */
export const GROUPS: readonly RuleGroup[] = [
  DISCLOSURE,
  PROMISES,
  ADVERTISING,
  REWARDS,
  CARDS,
  PAYMENTS,
  CRIME,
  PERSONS,
  GREEN,
  INTEGRITY,
];

export const RULES: readonly Rule[] = GROUPS.flatMap((group) => group.rules.map(([rule]) => rule));

/**
 * The rules of these ids; without ids all.
 *
 * @throws UserError for an id that no rule has.
 */
export function rulesOf(ids?: readonly string[]): readonly Rule[] {
  return ids ? ids.map(ruleOf) : RULES;
}

/** @throws UserError where no rule has that id. */
export function ruleOf(id: string): Rule {
  const rule = RULES.find((each) => each.id === id);
  if (!rule) throw new UserError(`There is no rule ${id}; \`jiheng rules\` lists them.`);
  return rule;
}

/** Ids of all rules of the catalogue. */
export function ruleIds(): ReadonlySet<string> {
  return new Set(RULES.map((rule) => rule.id));
}

/** The cases of a rule of the catalogue; a workspace's own rule has none. */
export function casesOf(rule: Rule): readonly Case[] {
  return GROUPS.flatMap((group) => group.rules).find(([each]) => each === rule)?.[1] ?? [];
}

/** The mutants of a rule that are known to say the same as it. */
export function equivalentsOf(rule: Rule): readonly EquivalentMutant[] {
  return GROUPS.find(({ id }) => id === rule.group)?.equivalents?.[rule.id] ?? [];
}

/** What a rule does before its query where SQL alone would not end in bounded time. */
export function searchOf(rule: Rule): Search | undefined {
  return GROUPS.flatMap((group) => group.rules).find(([each]) => each === rule)?.[2];
}
