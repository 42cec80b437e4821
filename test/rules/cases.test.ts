import { beforeAll, describe, expect, it } from 'vitest';
import { runCases, type CaseResult } from '#engine/rules/case-book.ts';
import { GROUPS } from '#engine/rules/catalogue.ts';

describe.each(GROUPS)('rules of $id', (group) => {
  const asked = group.rules.flatMap(([rule, cases]) => cases.map((each) => [rule, each] as const));
  let results: CaseResult[];

  beforeAll(async () => {
    results = await runCases(asked);
  });

  it.each(asked.map(([rule, each]) => ({ id: rule.id, name: each.name, case: each })))(
    '$id: $name',
    ({ case: each }) => {
      expect(results.find((result) => result.case === each)!.failures).toEqual([]);
    },
  );
});
