import { describe, expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { bookOf } from '#test/support/book.ts';
import { event } from './events.ts';

/** An earn at noon of a day that no other index has. */
function alone(index: number): GivenRow {
  const day = new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10);
  return event(`alone-${String(index).padStart(4, '0')}`, 'earn', 1, day);
}

/** Events of one instant, the last key first, from two sources of which `a` comes before `b` in the order of keys. */
function tied(count: number, at: string): GivenRow[] {
  return Array.from({ length: count }, (_, index) =>
    event(`tied-${String(index).padStart(4, '0')}`, 'earn', 1, at, { source: index % 2 ? 'a' : 'b' }),
  ).reverse();
}

async function orderOf(events: GivenRow[]): Promise<{ found: string[]; wanted: string[] }> {
  const book = await bookOf({ point_events: events }, { rules: [] });
  const found = await book.query<{ key: string }>(
    `select epoch_us(effective_at) || '/' || source || '/' || event_id as key from ledger.entries order by entry_no`,
  );
  const keys = found.map(({ key }) => key);
  expect(keys).toHaveLength(events.length);
  return { found: keys, wanted: [...keys].sort() };
}

describe('events of one instant follow each other by their keys', () => {
  it('where few are tied', async () => {
    const { found, wanted } = await orderOf([
      ...tied(4, '2024-12-31'),
      ...Array.from({ length: 400 }, (_, index) => alone(index)),
    ]);
    expect(found).toEqual(wanted);
  });

  it('where most are tied', async () => {
    const { found, wanted } = await orderOf([
      ...tied(60, '2024-12-31'),
      ...Array.from({ length: 40 }, (_, index) => alone(index)),
    ]);
    expect(found).toEqual(wanted);
  });
});
