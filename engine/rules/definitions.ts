import type { Configuration } from '../contract/programme.ts';
import type { DuckDBConnection } from '../database.server.ts';
import { literal } from '../sql-text.ts';
import { parameterRows } from './parameters.ts';
import { ruleSql } from './rule-sql.ts';
import type { Rule } from './rule.ts';

type Cell = string | number | boolean | null;

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
  rule_id: 'varchar',
  group_id: 'varchar',
  rule_version: 'integer',
  title_zh: 'varchar',
  title_en: 'varchar',
  severity: 'varchar',
  nature: 'varchar',
  level: 'varchar',
  effective_from: 'date',
  effective_to: 'date',
  /** The query, so that the book shows what it was judged by. */
  sql: 'varchar',
};

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
  rule_id: 'varchar',
  citation_no: 'integer',
  law_zh: 'varchar',
  law_en: 'varchar',
  number: 'varchar',
  article: 'varchar',
  effective_from: 'date',
  effective_to: 'date',
  summary_zh: 'varchar',
  summary_en: 'varchar',
  status: 'varchar',
  penalty_law_zh: 'varchar',
  penalty_law_en: 'varchar',
  penalty_article: 'varchar',
  penalty_from: 'date',
  penalty_to: 'date',
  penalty_low: 'decimal(18, 4)',
  penalty_high: 'decimal(18, 4)',
  penalty_basis_zh: 'varchar',
  penalty_basis_en: 'varchar',
};

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
  rule_id: 'varchar',
  programme_id: 'varchar',
  name: 'varchar',
  title_zh: 'varchar',
  title_en: 'varchar',
  unit: 'varchar',
  value: 'varchar',
  valid_from: 'date',
  valid_to: 'date',
  why_zh: 'varchar',
  why_en: 'varchar',
  is_overridden: 'boolean',
};

/** Makes a table of a few rows that are known here; columns with their DuckDB types. */
export async function writeRows(
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<void> {
  const declared = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  await connection.run(`create or replace table ${table} (${declared.join(', ')})`);
  if (rows.length === 0) return;
  const values = rows.map(
    (row) =>
      `(${Object.keys(columns)
        .map((name) => cell(row[name]!))
        .join(', ')})`,
  );
  await connection.run(`insert into ${table} values ${values.join(', ')}`);
}

function cell(value: Cell): string {
  return typeof value === 'string' ? literal(value) : String(value);
}
