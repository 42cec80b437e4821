import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '#engine/database.server.ts';
import { makeEvents } from '#pipelines/bench/made-events.ts';
import { bookOfBatches } from '#test/support/book.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

it('replays every event of a ledger with more uses than an appender holds back', async () => {
  const folder = await temporaryFolder();
  const events = 280_000;
  const file = join(folder, 'events.parquet');
  const database = await openDatabase(':memory:');
  await makeEvents(database.connection, events, 4_000);
  await database.connection.run(`copy made to '${file}' (format parquet)`);
  database.close();
  const book = await bookOfBatches(
    folder,
    [
      {
        batchId: 'made',
        contentHash: 'made',
        rowsRead: events,
        rowsRejected: 0,
        rowsSkipped: 0,
        tables: [{ table: 'point_events', files: [file], rows: events, columnsPresent: [] }],
      },
    ],
    { configuration: { programmes: [{ id: 'bench' }] }, rules: [] },
  );
  expect(book.summary.counts.uses).toBeGreaterThan(204_800);
  const [found] = await book.query<{ openings: bigint; lots: bigint }>(
    `select (select count(*) from ledger.entries
             where event_type in ('earn', 'exchange_in') or (event_type = 'adjust' and points > 0)) as openings,
       (select count(*) from lots.lot_facts) as lots`,
  );
  expect(found!.lots).toBe(found!.openings);
}, 900_000);
