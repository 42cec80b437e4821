import { expect, it } from 'vitest';
import { bookOf } from '#test/support/book.ts';

it('takes back an earn of the same instant even where the reversal has the smaller event id', async () => {
  const book = await bookOf({
    point_events: [
      { event_id: 'b', member_id: 'm', event_type: 'earn', points: '10', occurred_at: '2024-01-01T00:00:00' },
      {
        event_id: 'a',
        member_id: 'm',
        event_type: 'reverse',
        points: '4',
        occurred_at: '2024-01-01T00:00:00',
        related_event_id: 'b',
      },
    ],
  });
  expect(await book.query('select lot_id, points_reversed, points_remaining from lots.lots')).toEqual([
    { lot_id: 'default/default/b', points_reversed: '4.00', points_remaining: '6.00' },
  ]);
});
