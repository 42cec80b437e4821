import { expect, it } from 'vitest';
import { openDatabase, oneRow, rows } from '#engine/database.server.ts';
import { equivalentsOf, GROUPS, ruleOf } from '#engine/rules/catalogue.ts';
import { mutateRules } from '#engine/rules/mutation.ts';
import { mutantsOf } from '#engine/rules/mutants.ts';
import { ruleSql } from '#engine/rules/rule-sql.ts';

const SQL = `with big as (select range as n from range(10) where range > 3 and range % 2 = 0)
  select big.n from big join (select 4 as n union all select 6) as other on other.n = big.n
  where big.n < 9 group by big.n having count(*) = 1`;

it('leaves out and negates each condition, wherever it stands', async () => {
  const database = await openDatabase(':memory:');
  try {
    const mutants = await mutantsOf(database.connection, SQL);
    const done = mutants.map(({ what }) => what.split(' ').slice(0, 2).join(' ')).sort();
    const twice = (text: string, times: number) => Array.from({ length: times }, () => text);
    expect(done).toEqual([
      'drop condition',
      'drop having',
      ...twice('drop where', 3),
      'negate condition',
      'negate having',
      ...twice('negate where', 3),
    ]);
    const counts = [];
    for (const { sql } of mutants)
      counts.push(
        Number((await oneRow<{ n: bigint }>(database.connection, `select count(*) as n from (${sql})`)).n),
      );
    const original = await rows(database.connection, SQL);
    expect(original).toHaveLength(2);
    expect(new Set(counts).size).toBeGreaterThan(1);
    await expect(mutantsOf(database.connection, 'delete from x')).rejects.toThrow('not one SELECT');
  } finally {
    database.close();
  }
});

it('has reasons only for mutants that there are', async () => {
  const database = await openDatabase(':memory:');
  try {
    for (const group of GROUPS) {
      expect(
        Object.keys(group.equivalents ?? {}).filter((id) => ruleOf(id).group !== group.id),
        group.id,
      ).toEqual([]);
      for (const [rule] of group.rules) {
        const reasons = equivalentsOf(rule);
        if (reasons.length === 0) continue;
        const known = (await mutantsOf(database.connection, ruleSql(rule))).map(({ what }) => what);
        expect(known, rule.id).toEqual(expect.arrayContaining(reasons.map(({ what }) => what)));
        for (const { because } of reasons) expect(because).toMatch(/\.$/);
      }
    }
  } finally {
    database.close();
  }
});

// One rule of each group. All rules: `npm run test:mutants`, some ten minutes on two idle cores.
it.each([
  'expiry-shortened',
  'award-below-terms',
  'prize-over-cap',
  'earn-not-reversed',
  'card-points-without-spend',
  'balance-interest',
  'transfer-outside-household',
  'data-shared-without-consent',
  'green-catalogue-share',
  'expired-points-used',
])('notices every mutant of %s, or says why it is none', async (id) => {
  const [mutation] = await mutateRules([ruleOf(id)]);
  expect(mutation!.survivors).toEqual([]);
  expect(mutation!.stale).toEqual([]);
  expect(mutation!.mutants).toBeGreaterThan(0);
});
