import { expect, it } from 'vitest';
import { bookOf, type BuiltBook } from '#test/support/book.ts';
import { event } from './events.ts';

const DAY = '2024-01-01';

it('keeps texts of few values as they were written', async () => {
  const written = [`it's`, '空调', ' two  spaces ', '\\', 'a"b', '😀', 'NULL', '', null];
  const book = await bookOf({
    point_events: written.map((reason, index) => event(`e${index}`, 'earn', 1, DAY, { reason })),
  });
  expect(await typesOf(book, 'reason')).toMatch(/^ENUM/);
  const found = await book.query<{ reason: string | null }>(
    'select reason from ledger.entries order by event_id',
  );
  expect(found.map(({ reason }) => reason)).toEqual(written);
});

it('keeps a text as text where only its first rows have few values', async () => {
  const first = Array.from({ length: 20_000 }, (_, index) => ({ id: `a${index}`, reason: 'purchase' }));
  const rest = Array.from({ length: 1_200 }, (_, index) => ({ id: `b${index}`, reason: `note ${index}` }));
  const book = await bookOf(
    { point_events: [...first, ...rest].map(({ id, reason }) => event(id, 'earn', 1, DAY, { reason })) },
    { rules: [] },
  );
  expect(await typesOf(book, 'reason')).toBe('VARCHAR');
  expect(await typesOf(book, 'event_type')).toMatch(/^ENUM/);
  expect(
    await book.query(`select count(*)::integer as events, count(distinct reason)::integer as reasons,
      count(*) filter (reason = 'note ' || event_id[2:])::integer as right_ones from ledger.entries`),
  ).toEqual([{ events: 21_200, reasons: 1_201, right_ones: 1_200 }]);
});

it('says the same of events whether later ones have more words or not', async () => {
  const events = ['shop', 'app'].map((channel, index) => event(`${index}`, 'earn', 1, DAY, { channel }));
  const later = event('later', 'earn', 1, '2024-03-01', { channel: 'web' });
  const [alone, cut] = await Promise.all([
    bookOf({ point_events: events }, { asOf: '2024-02-01' }),
    bookOf({ point_events: [...events, later] }, { asOf: '2024-02-01' }),
  ]);
  expect(await typesOf(cut, 'channel')).not.toBe(await typesOf(alone, 'channel'));
  expect(cut.summary.content_fingerprint).toBe(alone.summary.content_fingerprint);
});

async function typesOf(book: BuiltBook, column: string): Promise<string> {
  const found = await book.query<{ data_type: string }>(
    `select data_type from duckdb_columns()
     where schema_name = 'ledger' and table_name = 'entries' and column_name = '${column}'`,
  );
  return found[0]!.data_type;
}
