import { Command } from 'commander';
import type { Citation } from '#engine/contract/citation.ts';
import { runCases, type CaseResult } from '#engine/rules/case-book.ts';
import { casesOf, GROUPS, ruleOf, rulesOf } from '#engine/rules/catalogue.ts';
import { ruleSql } from '#engine/rules/rule-sql.ts';
import type { Rule } from '#engine/rules/rule.ts';
import { action, subcommand, type Outcome } from './command.ts';

const list = subcommand('list', 'every rule with what a match means and its law');
const test = subcommand('test', 'run the cases of every rule, or of some').argument('[ids...]');
const explain = subcommand('explain', 'a rule with law, parameters, SQL and cases').argument('<id>');

action(list, async () => {
  const text = GROUPS.flatMap((group) => [
    `${group.title.zh} ${group.title.en}`,
    ...group.rules.map(
      ([rule]) =>
        `  ${rule.id.padEnd(36)} ${rule.severity.padEnd(8)} ${rule.nature.padEnd(9)} ${rule.title.zh}`,
    ),
  ]);
  return {
    json: { rules: GROUPS.flatMap((group) => group.rules.map(([rule]) => rule)) },
    text: text.join('\n'),
  };
});

action(test, async (ids, _, { progress }) => {
  const rules = rulesOf(ids.length ? ids : undefined);
  progress.step(`cases of ${rules.length} rules`);
  const asked = rules.flatMap((rule) => casesOf(rule).map((each) => [rule, each] as const));
  return tested(await runCases(asked));
});

action(explain, async ([id]) => {
  const rule = ruleOf(id!);
  const sql = ruleSql(rule);
  return { json: { ...rule, sql, cases: casesOf(rule) }, text: explained(rule, sql) };
});

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
  .description('list the rules, run their cases, explain one')
  .addCommand(list, { isDefault: true })
  .addCommand(test)
  .addCommand(explain);
