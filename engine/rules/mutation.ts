import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../database.server.ts';
import { compare, judgeCases, type Asked } from './case-book.ts';
import type { Case } from './cases.ts';
import { casesOf, equivalentsOf } from './catalogue.ts';
import type { EquivalentMutant } from './equivalents.ts';
import { mutantsOf, type Mutant } from './mutants.ts';
import { ruleSql } from './rule-sql.ts';
import type { Rule } from './rule.ts';

/** What became of the mutants of one rule. */
export interface Mutation {
  readonly rule: Rule;
  readonly mutants: number;
  /** Those that no case of the rule noticed and nobody has explained: a case is missing, or a reason. */
  readonly survivors: readonly string[];
  /** Those that no case can notice, with the reason. */
  readonly explained: readonly EquivalentMutant[];
  /** Reasons for mutants that a case does notice, or that there are not. */
  readonly stale: readonly string[];
}

/**
 * Leaves out and negates each condition of each rule in turn and lets every mutant judge the rule's cases. All mutants of a
 * rule judge the same book, so that a rule costs a book or two and not one for each mutant.
 */
export async function mutateRules(
  rules: readonly Rule[],
  progress: (done: number) => void = () => {},
): Promise<Mutation[]> {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-mutants-'));
  const database = await openDatabase(':memory:');
  try {
    const results: Mutation[] = [];
    for (const rule of rules) {
      const mutants = await mutantsOf(database.connection, ruleSql(rule));
      const alive = await survivorsOf(rule, mutants, join(folder, rule.id));
      const known = equivalentsOf(rule);
      results.push({
        rule,
        mutants: mutants.length,
        survivors: alive.filter((what) => !known.some((each) => each.what === what)),
        explained: known.filter(({ what }) => alive.includes(what)),
        stale: known.map(({ what }) => what).filter((what) => !alive.includes(what)),
      });
      progress(results.length / rules.length);
    }
    return results;
  } finally {
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function survivorsOf(rule: Rule, mutants: readonly Mutant[], folder: string): Promise<string[]> {
  const variants = mutants.map(({ sql }, index): Rule => ({ ...rule, id: `${rule.id}~${index}`, sql }));
  const alive = new Set(variants.keys());
  for (const [place, asked] of shelvesOf(rule).entries()) {
    if (alive.size === 0) break;
    const judging = [...alive];
    const judged = await judgeCases(
      [...asked, [rule, anchor(asked[0]![1].asOf)]],
      join(folder, String(place)),
      judging.map((index) => variants[index]!),
    );
    for (const index of judging) {
      const { id } = variants[index]!;
      const isNoticed = asked.some(([, each], place) => {
        const isOurs = (row: { rule_id: string; programme_id: string }) =>
          row.rule_id === id && row.programme_id === judged.programmeOf(place);
        return (
          compare(each, judged.runs.find(isOurs)!, judged.findings.filter(isOurs), judged.repeated).length > 0
        );
      });
      if (isNoticed) alive.delete(index);
    }
  }
  return [...alive].map((index) => mutants[index]!.what);
}

/** A book needs an event, which the cases of some rules have not; what is found here is not looked at. */
function anchor(asOf: string): Case {
  const event = {
    event_id: 'E',
    member_id: 'M',
    event_type: 'earn',
    points: '1',
    occurred_at: `${asOf}T00:00:00`,
  };
  return {
    name: 'Somebody earns a point where it is still yesterday',
    kind: 'compliant',
    programme: { time_zone: 'Pacific/Honolulu' },
    given: { point_events: [event] },
    asOf,
  };
}

/**
 * The books in which the query runs: one for each day of its cases, and one for each case that stands alone. Cases of one book
 * resemble each other, and a programme may be joined to its neighbours without anybody noticing: so the first case that finds
 * something is judged once more without them.
 */
function shelvesOf(rule: Rule): Asked[] {
  const shelves = new Map<string, Asked>();
  const alone: Asked[] = [];
  for (const each of casesOf(rule)) {
    if (each.notEvaluable) continue;
    if (each.alone) alone.push([[rule, each]]);
    else shelves.set(each.asOf, [...(shelves.get(each.asOf) ?? []), [rule, each] as const]);
  }
  const books = [...shelves.values(), ...alone];
  const finding = books.flat().find(([, { findings }]) => findings?.length);
  return finding ? [...books, [finding]] : books;
}
