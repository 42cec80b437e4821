import { describe, expect, it } from 'vitest';
import { determined, suppressed, type Cell, type Sum } from '#engine/green/suppress.ts';
import { seeded } from '#engine/seeded.ts';

/** A table of members with the sums of its rows and columns: `r0`, `c0`, `all`. */
function table(members: readonly (readonly number[])[]): { cells: Cell[]; sums: Sum[] } {
  const width = members[0]!.length;
  const columns = Array.from({ length: width }, (_, column) => column);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const cells = [
    ...members.flatMap((row, at) => row.map((of, column) => ({ id: `${at}.${column}`, members: of }))),
    ...members.map((row, at) => ({ id: `r${at}`, members: sum(row) })),
    ...columns.map((column) => ({ id: `c${column}`, members: sum(members.map((row) => row[column]!)) })),
    { id: 'all', members: sum(members.flat()) },
  ];
  const sums = [
    ...members.map((row, at) => ({ total: `r${at}`, parts: row.map((_, column) => `${at}.${column}`) })),
    ...columns.map((column) => ({ total: `c${column}`, parts: members.map((_, at) => `${at}.${column}`) })),
    { total: 'all', parts: members.map((_, at) => `r${at}`) },
    { total: 'all', parts: columns.map((column) => `c${column}`) },
  ];
  return { cells, sums };
}

describe('small groups', () => {
  it('are hidden together with what they would follow from', () => {
    // 3 alone would follow from its row and from its column; one more in each, and the fourth corner, close the circle.
    const { cells, sums } = table([
      [3, 40, 50],
      [20, 60, 70],
      [30, 80, 90],
    ]);
    expect([...suppressed(cells, sums, 'all')].sort()).toEqual(['0.0', '0.1', '1.0', '1.1']);
  });

  it('are not told by what remains of their row either', () => {
    // 3 and 4 hide each other, but their sum would still be about 7 people.
    const { cells, sums } = table([
      [3, 4, 50, 60],
      [20, 30, 70, 80],
    ]);
    const hidden = suppressed(cells, sums, 'all');
    expect(hidden.has('0.2') || hidden.has('0.3') || hidden.has('r0')).toBe(true);
  });

  it('hide a region whole where all of it is small', () => {
    const { cells, sums } = table([
      [3, 2],
      [40, 50],
      [60, 70],
    ]);
    const hidden = suppressed(cells, sums, 'all');
    expect(hidden.has('r0')).toBe(true);
    expect(hidden.has('r1') || hidden.has('r2')).toBe(true);
    expect(hidden.has('all')).toBe(false);
  });

  it('leave everything as it is where there are none', () => {
    const { cells, sums } = table([
      [10, 40],
      [0, 60],
    ]);
    expect([...suppressed(cells, sums, 'all')]).toEqual([]);
  });

  it('leave only the total where nothing could hide them', () => {
    const { cells, sums } = table([[3, 40]]);
    expect([...suppressed(cells, sums, 'all')].sort()).toEqual(['0.0', '0.1', 'c0', 'c1']);
  });
});

it('lets no hidden cell of any table follow from the rest', () => {
  const random = seeded(7);
  for (let round = 0; round < 60; round += 1) {
    const members = Array.from({ length: 2 + Math.floor(random.next() * 6) }, () =>
      Array.from({ length: 5 }, () => (random.next() < 0.3 ? 0 : Math.floor(random.next() * 40))),
    );
    const { cells, sums } = table(members);
    const hidden = suppressed(cells, sums, 'all');
    const size = new Map(cells.map((cell) => [cell.id, cell.members]));
    for (const { id, members: of } of cells) if (of > 0 && of < 10) expect(hidden.has(id)).toBe(true);
    const equations = sums.map(({ total, parts }) => [total, ...parts.filter((part) => size.get(part)! > 0)]);
    const told = determined(hidden, equations);
    // Where only the total of all is left, a table of one row and column still says it.
    const isAllHidden = cells.every(({ id, members: of }) => id === 'all' || of === 0 || hidden.has(id));
    expect(isAllHidden ? [] : told).toEqual([]);
  }
});
