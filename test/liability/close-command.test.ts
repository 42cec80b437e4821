import { expect, it } from 'vitest';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { closePeriod, readCloses } from '#pipelines/store/closes.ts';
import { bookOf } from '#test/support/book.ts';

it('closes a month once, by two people, with a book that reaches its end, and sees tampering', async () => {
  const book = await bookOf({
    point_events: [
      { event_id: 'E', member_id: 'M', event_type: 'earn', points: '10', occurred_at: '2024-03-31 10:00:00' },
    ],
  });
  // The book lies on the shelf of its temporary folder, which thereby is a workspace.
  const workspace = dirname(dirname(book.path));
  await mkdir(join(workspace, 'source'));
  const by = { bookId: book.summary.book_id, preparer: 'Li', approver: 'Wang' };
  await expect(closePeriod(workspace, { ...by, period: '2024-04' })).rejects.toThrow('2024-04 is not over');
  await expect(closePeriod(workspace, { ...by, period: '2024-13' })).rejects.toThrow('a month like 2025-12');
  await expect(closePeriod(workspace, { ...by, period: '2024-03', approver: 'Li' })).rejects.toThrow(
    'two people',
  );
  const closed = await closePeriod(workspace, { ...by, period: '2024-03' });
  expect(await readCloses(workspace)).toEqual([closed]);
  await expect(closePeriod(workspace, { ...by, period: '2024-02' })).rejects.toThrow('2024-03 is closed');
  await appendFile(closed.movesFile, 'x');
  await expect(readCloses(workspace)).rejects.toThrow('was altered');
}, 60_000);
