import { beforeAll, describe, expect, it } from 'vitest';
import { runCases, type CaseResult } from '#engine/rules/case-book.ts';
import type { Case } from '#engine/rules/cases.ts';
import { GROUPS } from '#engine/rules/catalogue.ts';

let results: Map<Case, CaseResult>;

beforeAll(async () => {
  const asked = GROUPS.flatMap((group) =>
    group.rules.flatMap(([rule, cases]) => cases.map((each) => [rule, each] as const)),
  );
  results = new Map((await runCases(asked)).map((result) => [result.case, result]));
}, 600_000);

describe.each(GROUPS)('rules of $id', (group) => {
  const cases = group.rules.flatMap(([rule, all]) =>
    all.map((each) => ({ id: rule.id, name: each.name, each })),
  );

  it.each(cases)('$id: $name', ({ each }) => {
    expect(results.get(each)!.failures).toEqual([]);
  });
});
