import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Citation } from '#engine/contract/citation.ts';
import { runCases, type CaseResult } from '#engine/rules/case-book.ts';
import { casesOf, GROUPS, RULES, ruleOf, rulesOf } from '#engine/rules/catalogue.ts';
import { mutateRules, type Mutation } from '#engine/rules/mutation.ts';
import { ruleSql } from '#engine/rules/rule-sql.ts';
import type { Rule } from '#engine/rules/rule.ts';
import { UserError } from '#engine/user-error.ts';
import { backTest, type BackTest, type Compared } from '#pipelines/compliance/back-test.ts';
import { measureRings, POINTS_PER_UNIT } from '#pipelines/compliance/measure-rings.ts';
import { readOwnRule, readOwnRules } from '#pipelines/store/own-rules.ts';
import { requireWorkspace } from '#pipelines/store/workspace.ts';
import { action, subcommand, type Outcome } from './command.ts';

const list = subcommand('list', 'every rule with what a match means and its law');
const test = subcommand('test', 'run the cases of every rule, or of some').argument('[ids...]');
const explain = subcommand('explain', 'a rule with law, parameters, SQL and cases').argument('<id>');

const mutate = subcommand(
  'mutate',
  'drop and negate each condition of rules, and name what no case notices',
).argument('[ids...]');
const rings = subcommand(
  'measure-rings',
  'how many rings planted in labelled transfers (AMLSim) the rule transfer-ring finds',
)
  .argument('<dir>', 'a folder with transactions.csv.gz and nodes.csv')
  .option('--set <name=value...>', 'a parameter of the rule')
  .option(
    '--points-per-unit <n>',
    'points that a unit of the amounts is taken to be',
    String(POINTS_PER_UNIT),
  );
const backtest = subcommand(
  'backtest',
  'what a changed parameter or a new rule would find, without publishing',
)
  .argument('<id>')
  .option('--set <name=value...>', 'a parameter and the value to try')
  .option('--from <dir>', 'a folder with rule.yaml and rule.sql to try as that rule');

action(list, async (_, __, { workspace }) => {
  const own = await readOwnRules(workspace);
  const text = GROUPS.flatMap((group) => [
    `${group.title.zh} ${group.title.en}`,
    ...group.rules.map(
      ([rule]) =>
        `  ${rule.id.padEnd(36)} ${rule.severity.padEnd(8)} ${rule.nature.padEnd(9)} ${rule.title.zh}`,
    ),
  ]);
  const ours = own.map(
    (rule) => `  ${rule.id.padEnd(36)} ${rule.severity.padEnd(8)} ${rule.nature.padEnd(9)} ${rule.title.zh}`,
  );
  return {
    json: { rules: [...RULES, ...own] },
    text: [...text, ...(own.length ? ['自有规则 Own rules', ...ours] : [])].join('\n'),
  };
});

action(test, async (ids, _, { progress }) => {
  const rules = rulesOf(ids.length ? ids : undefined);
  progress.step(`cases of ${rules.length} rules`);
  const asked = rules.flatMap((rule) => casesOf(rule).map((each) => [rule, each] as const));
  return tested(await runCases(asked));
});

action(mutate, async (ids, _, { progress }) => {
  const results = await mutateRules(rulesOf(ids.length ? ids : undefined), (done) =>
    progress.step('mutants', done),
  );
  const count = (of: (result: Mutation) => number) => results.reduce((sum, each) => sum + of(each), 0);
  const survivors = count((each) => each.survivors.length);
  return {
    json: {
      mutants: count((each) => each.mutants),
      survivors,
      explained: count((each) => each.explained.length),
      rules: results.map(({ rule, ...rest }) => ({ rule_id: rule.id, ...rest })),
    },
    text: [
      ...results.flatMap(({ rule, survivors }) => survivors.map((what) => `${rule.id}: ${what}`)),
      ...results.flatMap(({ rule, stale }) =>
        stale.map((what) => `${rule.id}: explained, but noticed or gone: ${what}`),
      ),
      `${count((each) => each.explained.length)} say the same as their rule, for a reason that stands beside it`,
      `${survivors} of ${count((each) => each.mutants)} mutants were noticed by no case`,
    ].join('\n'),
    exitCode: survivors + count((each) => each.stale.length) > 0 ? 1 : 0,
  };
});

action<{ set?: string[]; pointsPerUnit: string }>(rings, async ([dir], options, { progress, signal }) => {
  const rule = ruleOf('transfer-ring');
  const parameters = given(rule, options.set ?? []) as Record<string, number>;
  const scratch = await mkdtemp(join(tmpdir(), 'jiheng-rings-'));
  const result = await measureRings(dir!, parameters, Number(options.pointsPerUnit), scratch, {
    signal,
    progress: (step, fraction) => progress.step(step, fraction),
  });
  return {
    json: { ...result, parameters },
    text: [
      `${result.transfers} transfers (${result.self_transfers} to oneself left out), ${result.labelled_members} labelled members`,
      `${result.closed_members} of them on rings that close within the data`,
      `${result.findings} findings, ${result.flagged_members} members flagged, ${result.flagged_labelled} of them labelled`,
      `precision ${result.precision ?? 'none'}, recall ${result.recall}, recall of closed rings ${result.recall_of_closed}`,
      `the rule took ${result.seconds_of_rule.toFixed(2)} s`,
    ].join('\n'),
  };
});

action(explain, async ([id], _, { workspace }) => {
  const rule = (await readOwnRules(workspace)).find((each) => each.id === id) ?? ruleOf(id!);
  const sql = ruleSql(rule);
  return { json: { ...rule, sql, cases: casesOf(rule) }, text: explained(rule, sql) };
});

action<{ set?: string[]; from?: string }>(
  backtest,
  async ([id], { set, from }, { workspace, progress, signal }) => {
    requireWorkspace(workspace);
    const own = from
      ? await readOwnRule(from, id!)
      : (await readOwnRules(workspace)).find((each) => each.id === id);
    const rule = own ?? ruleOf(id!);
    const trial = { ruleId: rule.id, parameters: given(rule, set ?? []), ...(from ? { rule } : {}) };
    const result = await backTest(workspace, trial, {
      signal,
      progress: (step, fraction) => progress.step(step, fraction),
    });
    return { json: result, text: describeBackTest(result) };
  },
);

/** `name=value` as the parameters of the rule take them. */
function given(rule: Rule, settings: readonly string[]): Record<string, number | string | boolean> {
  return Object.fromEntries(
    settings.map((setting) => {
      const [, name, text] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
      if (name === undefined) throw new UserError(`--set takes name=value, not ${setting}.`);
      const kind = typeof rule.parameters[name]?.values[0]!.value;
      if (kind === 'number' && text!.trim() !== '' && Number.isFinite(Number(text)))
        return [name, Number(text)];
      if (kind === 'boolean' && (text === 'true' || text === 'false')) return [name, text === 'true'];
      return [name, text!];
    }),
  );
}

function describeBackTest(result: BackTest): string {
  const line = (mark: string) => (each: Compared) =>
    `  ${mark} ${each.severity} ${each.subject_type} ${each.subject_id}: ${each.observed} (expected ${each.expected})`;
  const outcomes = (all: BackTest['outcomes']['after']) =>
    all
      .map((each) => `${each.programme_id} ${each.outcome}${each.missing ? ` (${each.missing})` : ''}`)
      .join('; ') || 'not judged';
  return [
    `${result.rule_id} on book ${result.book_id.slice(0, 12)} as of ${result.as_of}`,
    `  before: ${outcomes(result.outcomes.before)}`,
    `  after:  ${outcomes(result.outcomes.after)}`,
    `  ${result.added.length} added, ${result.dropped.length} dropped, ${result.changed.length} changed, ${result.unchanged} unchanged`,
    ...result.added.map(line('+')),
    ...result.dropped.map(line('-')),
    ...result.changed.map(({ after }) => line('~')(after)),
  ].join('\n');
}

function tested(results: readonly CaseResult[]): Outcome {
  const failed = results.filter((result) => result.failures.length > 0);
  return {
    json: {
      cases: results.length,
      failed: failed.length,
      results: results.map(({ rule, case: { name, kind }, failures }) => ({
        rule_id: rule.id,
        name,
        kind,
        failures,
      })),
    },
    text: [
      ...failed.flatMap(({ rule, case: { name }, failures }) => [
        `✗ ${rule.id}: ${name}`,
        ...failures.map((failure) => `    ${failure}`),
      ]),
      `${results.length - failed.length} of ${results.length} cases hold`,
    ].join('\n'),
    exitCode: failed.length ? 1 : 0,
  };
}

function explained(rule: Rule, sql: string): string {
  return [
    `${rule.id} (${rule.group}, version ${rule.version}): ${rule.severity} ${rule.nature}`,
    rule.title.zh,
    rule.title.en,
    '',
    rule.explanation.zh,
    rule.explanation.en,
    '',
    'Needs',
    ...rule.needs.map((needs) => `  ${describeNeeds(needs)}`),
    ...rule.settings.map((setting) => `  programme.yaml: ${setting}`),
    '',
    'Law',
    ...rule.citations.flatMap(describeCitation),
    ...describeParameters(rule),
    '',
    'SQL',
    sql.trimEnd(),
    '',
    'Cases',
    ...casesOf(rule).map((each) => `  [${each.kind}] ${each.name}`),
  ].join('\n');
}

function describeNeeds(needs: Rule['needs'][number]): string {
  const parts = Object.entries(needs).map(([table, columns]) =>
    columns.length ? `${table} (${columns.join(', ')})` : table,
  );
  return parts.join('; ');
}

function describeCitation(citation: Citation): string[] {
  const { law, number, article, effectiveFrom, effectiveTo, summary, status, penalty } = citation;
  const dates = effectiveFrom ? ` (${effectiveFrom} – ${effectiveTo ?? ''})` : '';
  return [
    `  ${law.zh}${number ? `（${number}）` : ''} ${article}${dates} [${status}]`,
    `    ${summary.zh}`,
    `    ${summary.en}`,
    ...(penalty
      ? [`    ${penalty.law.zh} ${penalty.article}: ${penalty.low}–${penalty.high} CNY; ${penalty.basis.zh}`]
      : []),
  ];
}

function describeParameters(rule: Rule): string[] {
  const parameters = Object.entries(rule.parameters);
  if (parameters.length === 0) return [];
  return [
    '',
    'Parameters',
    ...parameters.flatMap(([name, { title, unit, values }]) => [
      `  ${name}: ${title.zh} ${title.en}`,
      ...values.map(
        ({ from, value, why }) => `    ${from ? `from ${from}: ` : ''}${value} ${unit} (${why.zh})`,
      ),
    ]),
  ];
}

export const rules: Command = new Command('rules')
  .description('list the rules, run their cases, explain one, try a change')
  .addCommand(list, { isDefault: true })
  .addCommand(test)
  .addCommand(explain)
  .addCommand(backtest)
  .addCommand(mutate)
  .addCommand(rings);
