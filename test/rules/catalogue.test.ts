import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTable } from '#engine/contract/tables.ts';
import { openDatabase } from '#engine/database.server.ts';
import { EVIDENCE_CODES, EVIDENCE_WORDS } from '#engine/rules/evidence-words.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { casesOf, GROUPS, RULES, searchOf } from '#engine/rules/catalogue.ts';
import { ruleSql, searchQueries } from '#engine/rules/rule-sql.ts';
import { syntaxTree, tablesRead } from '#engine/rules/tables-read.ts';
import { GROUP_IDS } from '#engine/rules/rule.ts';

const HOME = join(PACKAGE_ROOT, 'engine', 'rules');

describe('the catalogue of rules', () => {
  it('lists every folder, and nothing that has none', () => {
    const folders = GROUP_IDS.filter((group) => existsSync(join(HOME, group))).flatMap((group) =>
      readdirSync(join(HOME, group), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${group}/${entry.name}`),
    );
    expect(RULES.map((rule) => `${rule.group}/${rule.id}`).sort()).toEqual(folders.sort());
  });

  it('knows each id once and keeps rules with their group', () => {
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
    for (const group of GROUPS) for (const [rule] of group.rules) expect(rule.group).toBe(group.id);
  });
});

describe('the words of evidence', () => {
  it('have a word in both languages for every key of every rule, and for no other', async () => {
    const database = await openDatabase(':memory:');
    const used = new Set<string>();
    for (const rule of RULES) {
      const keys = evidenceKeys(await syntaxTree(database.connection, ruleSql(rule)));
      expect(keys.length, rule.id).toBeGreaterThan(0);
      for (const key of keys) used.add(key);
    }
    database.close();
    expect([...used].sort()).toEqual(Object.keys(EVIDENCE_WORDS).sort());
    expect(Object.keys(EVIDENCE_CODES).filter((key) => !used.has(key))).toEqual([]);
    const words = [...Object.values(EVIDENCE_WORDS), ...Object.values(EVIDENCE_CODES).flatMap(Object.values)];
    for (const { zh, en } of words) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[\x20-\x7e’]+$/);
    }
  });
});

/** The keys of the struct that a query gives as `evidence`. */
function evidenceKeys(node: unknown): string[] {
  if (node === null || typeof node !== 'object') return [];
  const { alias, function_name: name, children } = node as Record<string, unknown>;
  if (alias === 'evidence' && name === 'struct_pack')
    return (children as { alias: string }[]).map((child) => child.alias);
  return Object.values(node).flatMap(evidenceKeys);
}

describe.each(RULES)('$id', (rule) => {
  it('needs tables and columns that the contract has', () => {
    for (const needs of rule.needs) {
      for (const [table, columns] of Object.entries(needs)) {
        const known = Object.keys(findTable(table)?.columns ?? {});
        expect(known, table).toEqual(expect.arrayContaining([...columns]));
      }
    }
  });

  it('reads the tables it says, and only those of its level', async () => {
    const database = await openDatabase(':memory:');
    const found = await tablesRead(database.connection, ruleSql(rule));
    database.close();
    expect(found.tables).toEqual([...rule.reads].sort());
    expect(['range', 'unnest', 'generate_series']).toEqual(expect.arrayContaining([...found.functions]));
    const perEvent = found.tables.filter((name) => /^(ledger\.(entries|unposted)|lots\.)/.test(name));
    if (rule.level === 'programme') expect(perEvent).toEqual([]);
    expect(
      found.tables.filter((name) => /^(lots\.(lots|uses|shortfalls|lot_ids)|rules\.)/.test(name)),
    ).toEqual([]);
  });

  it('uses the parameters it declares', () => {
    const search = searchOf(rule);
    const queries = [ruleSql(rule), ...(search ? Object.values(searchQueries(rule, search)) : [])].join('\n');
    const used = new Set([...queries.matchAll(/parameter_(\w+)\s*\(/g)].map((match) => match[1]));
    expect([...used].sort()).toEqual(Object.keys(rule.parameters).sort());
  });

  it('shows in cases what violates, complies, lies on the boundary, was before the law and cannot be judged', () => {
    const kinds = new Set(casesOf(rule).map((each) => each.kind));
    const isDated = rule.citations.every((citation) => citation.effectiveFrom !== null);
    const canLack =
      rule.settings.length > 0 ||
      rule.needs.every((needs) =>
        Object.entries(needs).some(([table, columns]) => table !== 'point_events' || columns.length > 0),
      );
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'violating',
        'compliant',
        'boundary',
        ...(isDated ? ['before-law'] : []),
        ...(canLack ? ['not-evaluable'] : []),
      ]),
    );
    for (const { kind, findings = [], notEvaluable = [] } of casesOf(rule)) {
      if (kind === 'violating') expect(findings.length).toBeGreaterThan(0);
      if (kind === 'compliant' || kind === 'before-law') expect(findings).toEqual([]);
      expect(notEvaluable.length > 0).toBe(kind === 'not-evaluable');
    }
  });

  it('speaks both languages', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    expect(placeholders(rule.explanation.zh)).toEqual(placeholders(rule.explanation.en));
    for (const text of [rule.title, ...rule.citations.map((citation) => citation.summary)]) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
    }
  });
});
