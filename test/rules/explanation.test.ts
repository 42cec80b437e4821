import { expect, it } from 'vitest';
import { openDatabase, rows } from '#engine/database.server.ts';
import { ruleOf } from '#engine/rules/catalogue.ts';
import { explanation } from '#engine/rules/explanation.ts';

it('counts one thing in the singular and all other numbers of them in the plural', async () => {
  const rule = ruleOf('lifetime-points-expired');
  const database = await openDatabase(':memory:');
  try {
    const told = await rows<{ text: string }>(
      database.connection,
      `select ${explanation([rule], 'en')} as text from (values (1, 1.00), (2, 1.50), (null, 200.00)) as given(members, points),
         lateral (select '${rule.id}' as rule_id, 'T1/base' as subject_id, given.members, given.points::decimal(18, 2) as points,
           '2024-03-06' as observed) as finding order by given.points`,
    );
    const line = (counted: string) =>
      `The terms T1/base promise points for life, but the system expired ${counted} (the first on 2024-03-06).`;
    expect(told.map(({ text }) => text)).toEqual([
      line('1 point of 1 member'),
      line('1.5 points of 2 members'),
      line('200 points of — members'),
    ]);
  } finally {
    database.close();
  }
});
