import type { Configuration } from '../contract/programme.ts';
import { writeRows, type Cell, type ColumnKind } from '../build/write-rows.ts';
import type { DuckDBConnection } from '../database.server.ts';
import { parameterRows } from './parameters.ts';
import { ruleSql } from './rule-sql.ts';
import type { Rule } from './rule.ts';

/**
 * Writes what the rules say into the book, so that a finding can be read years later with the law and the parameters it
 * was judged by: `rules.rules`, `rules.citations` and `rules.parameters`.
 */
export async function writeDefinitions(
  connection: DuckDBConnection,
  rules: readonly Rule[],
  programmeIds: readonly string[],
  configuration: Configuration,
): Promise<void> {
  await writeRows(connection, 'rules.rules', RULE, rules.map(ruleRow));
  await writeRows(connection, 'rules.citations', CITATION, rules.flatMap(citationRows));
  const parameters = rules.flatMap((rule) => parameterRows(rule, programmeIds, configuration));
  await writeRows(
    connection,
    'rules.parameters',
    PARAMETER,
    parameters.map((row) => ({ ...row, value: String(row.value) })),
  );
}

const RULE = {
  rule_id: 'text',
  group_id: 'text',
  rule_version: 'integer',
  title_zh: 'text',
  title_en: 'text',
  severity: 'text',
  nature: 'text',
  level: 'text',
  effective_from: 'day',
  effective_to: 'day',
  /** The query, so that the book shows what it was judged by. */
  sql: 'text',
} as const satisfies Record<string, ColumnKind>;

function ruleRow(rule: Rule): Record<keyof typeof RULE, Cell> {
  return {
    rule_id: rule.id,
    group_id: rule.group,
    rule_version: rule.version,
    title_zh: rule.title.zh,
    title_en: rule.title.en,
    severity: rule.severity,
    nature: rule.nature,
    level: rule.level,
    effective_from: rule.effectiveFrom ?? null,
    effective_to: rule.effectiveTo ?? null,
    sql: ruleSql(rule),
  };
}

const CITATION = {
  rule_id: 'text',
  citation_no: 'integer',
  law_zh: 'text',
  law_en: 'text',
  number: 'text',
  article: 'text',
  effective_from: 'day',
  effective_to: 'day',
  summary_zh: 'text',
  summary_en: 'text',
  status: 'text',
  penalty_law_zh: 'text',
  penalty_law_en: 'text',
  penalty_article: 'text',
  penalty_from: 'day',
  penalty_to: 'day',
  penalty_low: 'amount',
  penalty_high: 'amount',
  penalty_basis_zh: 'text',
  penalty_basis_en: 'text',
} as const satisfies Record<string, ColumnKind>;

function citationRows(rule: Rule): Record<keyof typeof CITATION, Cell>[] {
  return rule.citations.map((citation, index) => ({
    rule_id: rule.id,
    citation_no: index + 1,
    law_zh: citation.law.zh,
    law_en: citation.law.en,
    number: citation.number,
    article: citation.article,
    effective_from: citation.effectiveFrom,
    effective_to: citation.effectiveTo,
    summary_zh: citation.summary.zh,
    summary_en: citation.summary.en,
    status: citation.status,
    penalty_law_zh: citation.penalty?.law.zh ?? null,
    penalty_law_en: citation.penalty?.law.en ?? null,
    penalty_article: citation.penalty?.article ?? null,
    penalty_from: citation.penalty?.effectiveFrom ?? null,
    penalty_to: citation.penalty?.effectiveTo ?? null,
    penalty_low: citation.penalty?.low ?? null,
    penalty_high: citation.penalty?.high ?? null,
    penalty_basis_zh: citation.penalty?.basis.zh ?? null,
    penalty_basis_en: citation.penalty?.basis.en ?? null,
  }));
}

const PARAMETER = {
  rule_id: 'text',
  programme_id: 'text',
  name: 'text',
  title_zh: 'text',
  title_en: 'text',
  unit: 'text',
  value: 'text',
  valid_from: 'day',
  valid_to: 'day',
  why_zh: 'text',
  why_en: 'text',
  is_overridden: 'flag',
} as const satisfies Record<string, ColumnKind>;
