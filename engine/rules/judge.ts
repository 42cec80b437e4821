import { buildModel, step, timedWithin, type Build } from '../build/build.ts';
import { writeRows } from '../build/write-rows.ts';
import type { BookRequest } from '../build/request.ts';
import type { Configuration } from '../contract/programme.ts';
import { rows, type DuckDBConnection } from '../database.server.ts';
import { JUDGING } from '../models/catalogue.ts';
import { RULE_BASES } from '../models/rule-models.ts';
import { ruleOf, rulesOf, searchOf } from './catalogue.ts';
import { writeDefinitions } from './definitions.ts';
import { defineExactTests } from './exact-tests.ts';
import { explanation } from './explanation.ts';
import { atOnce } from './judges.ts';
import { collectMatches, createMatches, dropMatches, locateMatches } from './matches.ts';
import { missingFor, takeInventory } from './needs.ts';
import { writeOperators } from './operators.ts';
import { checkOverrides, defineParameters } from './parameters.ts';
import { requireRuleQuestion } from './own-rule-sql.ts';
import { packHash, ruleSql, searchQueries } from './rule-sql.ts';
import type { Rule } from './rule.ts';

/** The rules of a book on their way through it. */
export interface Judging {
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
  readonly programmeIds: readonly string[];
  /** Per rule and programme what it lacks; only where it lacks something. */
  readonly missing: Map<Rule, ReadonlyMap<string, readonly string[]>>;
  /** Why a rule failed. */
  readonly failures: Map<Rule, string>;
}

/**
 * The rules that will judge a book and the hash of the pack; looked at before any work is done.
 *
 * @throws UserError where the request or its configuration names a rule or parameter that does not exist.
 */
export function choosePack(request: BookRequest): { rules: readonly Rule[]; hash: string } {
  const own = request.ownRules ?? [];
  checkOverrides([...rulesOf(), ...own], request.configuration);
  const wanted = request.rules;
  const rules = wanted
    ? wanted.map((id) => own.find((rule) => rule.id === id) ?? ruleOf(id))
    : [...rulesOf(), ...own];
  return { rules, hash: packHash(rules, searchOf) };
}

/** Writes the rules into the book and finds out which of them can judge which programme. Posting must be done. */
export async function openJudging(
  build: Build,
  rules: readonly Rule[],
  configuration: Configuration,
): Promise<Judging> {
  const { connection } = build;
  for (const model of RULE_BASES) await buildModel(build, model);
  return step(build, 'rules', async () => {
    const programmes = await rows<{ programme_id: string; time_zone: string }>(
      connection,
      'select programme_id, time_zone from meta.programmes order by programme_id',
    );
    const programmeIds = programmes.map((each) => each.programme_id);
    defineExactTests(connection);
    await createMatches(connection);
    await writeDefinitions(connection, rules, programmeIds, configuration);
    await writeOperators(connection, configuration);
    const inventory = await takeInventory(connection, rules, configuration);
    const missing: Judging['missing'] = new Map();
    for (const rule of rules) {
      const lacks = programmeIds.map((id) => [id, missingFor(rule, id, inventory)] as const);
      missing.set(rule, new Map(lacks.filter(([, what]) => what.length > 0)));
    }
    return { rules, configuration, programmeIds, missing, failures: new Map() };
  });
}

/** Lets the account-level rules judge the shard at hand, once its models are built. */
export async function judgeShard(build: Build, judging: Judging): Promise<void> {
  await judgeLevel(build, judging, 'account');
  await step(build, 'rules', () => locateMatches(build.connection));
}

/** Lets the programme-level rules judge, and groups what all rules matched into findings. */
export async function judgeProgrammes(build: Build, judging: Judging): Promise<void> {
  await judgeLevel(build, judging, 'programme');
  await judgeOwn(build, judging);
  await writeOutcomes(build, judging);
  await defineExplanations(build.connection, judging.rules);
  for (const model of JUDGING) await buildModel(build, model);
}

/** Defines `explain_zh(finding)` and `explain_en(finding)` for what was found: most rules of a pack match nothing. */
async function defineExplanations(connection: DuckDBConnection, rules: readonly Rule[]): Promise<void> {
  const matched = await rows<{ rule_id: string }>(connection, 'select distinct rule_id from posting.matches');
  const told = rules.filter(({ id }) => matched.some(({ rule_id }) => rule_id === id));
  for (const language of ['zh', 'en'] as const)
    await connection.run(
      `create or replace temp macro explain_${language}(finding) as ${explanation(told, language)}`,
    );
}

/** Lets the rules of a level judge, some at once: none reads what another leaves. */
function judgeLevel(build: Build, judging: Judging, level: Rule['level']): Promise<void> {
  const rules = judging.rules.filter((rule) => rule.level === level);
  return step(build, 'rules', () => atOnce(build, rules, (judge, rule) => judgeOne(judge, judging, rule)));
}

/**
 * Lets the workspace's own rules judge, last of all: from here on the database reaches no file, network or extension,
 * which it cannot be made to do again.
 */
async function judgeOwn(build: Build, judging: Judging): Promise<void> {
  const own = judging.rules.filter((rule) => rule.level === 'book');
  if (own.length === 0) return;
  await build.connection.run('set enable_external_access = false');
  await step(build, 'rules', async () => {
    for (const rule of own) {
      try {
        await requireRuleQuestion(build.connection, ruleSql(rule));
      } catch (error) {
        judging.failures.set(rule, (error as Error).message);
      }
      await judgeOne(build, judging, rule);
    }
    await locateMatches(build.connection);
  });
}

/** Runs one rule. One that fails is reported as failed and takes no other down. */
async function judgeOne(build: Build, judging: Judging, rule: Rule): Promise<void> {
  const { connection, signal } = build;
  const lacking = judging.missing.get(rule)!;
  const evaluable = judging.programmeIds.filter((id) => !lacking.has(id));
  if (evaluable.length === 0 || judging.failures.has(rule)) return;
  try {
    signal.throwIfAborted();
    build.progress(`rule ${rule.id}`);
    await timedWithin(build, `rule ${rule.id}`, async () => {
      await defineParameters(connection, rule, judging.configuration);
      const search = searchOf(rule);
      if (search) await search.run(connection, searchQueries(rule, search));
      await collectMatches(connection, rule.id, ruleSql(rule), evaluable);
    });
  } catch (error) {
    signal.throwIfAborted();
    judging.failures.set(rule, (error as Error).message);
    await dropMatches(connection, rule.id);
  }
}

async function writeOutcomes(
  build: Build,
  { rules, programmeIds, missing, failures }: Judging,
): Promise<void> {
  const outcomes = rules.flatMap((rule) =>
    programmeIds.map((programmeId) => ({
      rule_id: rule.id,
      programme_id: programmeId,
      failure: failures.get(rule) ?? null,
      missing: missing.get(rule)!.get(programmeId)?.join(', ') ?? null,
    })),
  );
  await writeRows(
    build.connection,
    'posting.rule_outcomes',
    { rule_id: 'text', programme_id: 'text', failure: 'text', missing: 'text' },
    outcomes,
  );
}
