import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { Rule } from './rule.ts';
import type { Search } from './search.ts';

/** The query of a rule as it stands in its folder, or in that of the workspace. */
export function ruleSql(rule: Rule): string {
  return rule.sql ?? queryOf(rule, 'rule');
}

/** The queries that a rule's search reads, by name. */
export function searchQueries(rule: Rule, search: Search): Record<string, string> {
  return Object.fromEntries(search.queries.map((name) => [name, queryOf(rule, name)]));
}

function queryOf(rule: Rule, name: string): string {
  return readFileSync(join(PACKAGE_ROOT, 'engine', 'rules', rule.group, rule.id, `${name}.sql`), 'utf8');
}

/** SHA-256 over what the rules say, law, parameters and SQL: the pack a book was judged by. */
export function packHash(rules: readonly Rule[], searchOf: (rule: Rule) => Search | undefined): string {
  const digest = createHash('sha256');
  for (const rule of [...rules].sort((left, right) => (left.id < right.id ? -1 : 1))) {
    const search = searchOf(rule);
    const searched = search ? Object.values(searchQueries(rule, search)) : [];
    digest.update(`${JSON.stringify(rule)}\n${[ruleSql(rule), ...searched].join('\n')}\n`);
  }
  return digest.digest('hex');
}
