import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { Rule } from './rule.ts';

/** The query of a rule as it stands in its folder. */
export function ruleSql(rule: Rule): string {
  return readFileSync(join(PACKAGE_ROOT, 'engine', 'rules', rule.group, rule.id, 'rule.sql'), 'utf8');
}

/** SHA-256 over what the rules say, law, parameters and SQL: the pack a book was judged by. */
export function packHash(rules: readonly Rule[]): string {
  const digest = createHash('sha256');
  for (const rule of [...rules].sort((left, right) => (left.id < right.id ? -1 : 1)))
    digest.update(`${JSON.stringify(rule)}\n${ruleSql(rule)}\n`);
  return digest.digest('hex');
}
