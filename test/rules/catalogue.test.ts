import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTable } from '#engine/contract/tables.ts';
import { openDatabase } from '#engine/database.server.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { casesOf, GROUPS, RULES, searchOf } from '#engine/rules/catalogue.ts';
import { ruleSql, searchQueries } from '#engine/rules/rule-sql.ts';
import { tablesRead } from '#engine/rules/tables-read.ts';
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
