import { expect, it } from 'vitest';
import { openDatabase, oneRow, rows } from '#engine/database.server.ts';
import { ruleOf } from '#engine/rules/catalogue.ts';
import { mutateRules } from '#engine/rules/mutation.ts';
import { mutantsOf } from '#engine/rules/mutants.ts';

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

// All rules: `npm run -s jiheng -- rules mutate`, some ten minutes on two idle cores.
it.each([
  'award-below-terms',
  'expiry-shortened',
  'lifetime-points-expired',
  'terms-change-below-floor',
  'terms-element-missing',
  'undisclosed-expiry',
])('notices every mutant of %s, or says why it is none', async (id) => {
  const [mutation] = await mutateRules([ruleOf(id)]);
  expect(mutation!.survivors).toEqual([]);
  expect(mutation!.stale).toEqual([]);
  expect(mutation!.mutants).toBeGreaterThan(0);
});
