import { join } from 'node:path';
import { expect, it } from 'vitest';
import { givenBatch, type GivenRow } from '#engine/build/given.ts';
import { Configuration } from '#engine/contract/programme.ts';
import { bookOfBatches } from '#test/support/book.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';
import { RANDOM_CONFIGURATION, randomLedger } from '#test/support/random-ledger.ts';
import { seeded, type Seeded } from '#test/support/seeded.ts';

const SEED = Number(process.env.JIHENG_SEED ?? 20260630);
const ROUNDS = 25;

it(`says the same whatever the order and batching of arrival, ${ROUNDS} times (JIHENG_SEED=${SEED})`, async () => {
  const random = seeded(SEED);
  const rows = randomLedger(SEED, 220);
  const whole = await book([rows]);
  expect(whole.summary.counts.conflicts).toBeGreaterThan(0);
  expect(whole.summary.control_totals.wholly_unposted).toBeGreaterThan(0);
  for (let round = 0; round < ROUNDS; round++) {
    const other = await book(deal(random, rows));
    expect(other.summary.content_fingerprint, `round ${round}`).toBe(whole.summary.content_fingerprint);
    expect(other.summary.book_id).not.toBe(whole.summary.book_id);
  }
}, 300_000);

it(`says the same for 1, 4 and 13 shards (JIHENG_SEED=${SEED})`, async () => {
  const rows = randomLedger(SEED + 1, 300);
  const [one, four, thirteen] = [await book([rows]), await book([rows], 4), await book([rows], 13)];
  expect(four.summary.content_fingerprint).toBe(one.summary.content_fingerprint);
  expect(thirteen.summary.content_fingerprint).toBe(one.summary.content_fingerprint);
  expect(thirteen.summary.provenance_fingerprint).toBe(one.summary.provenance_fingerprint);
}, 300_000);

/** Shuffled rows in one to four batches. */
function deal(random: Seeded, rows: readonly GivenRow[]): GivenRow[][] {
  const batches: GivenRow[][] = Array.from({ length: 1 + random.below(4) }, () => []);
  for (const row of random.shuffle(rows)) random.pick(batches).push(row);
  return batches.filter((batch) => batch.length > 0);
}

async function book(deals: readonly (readonly GivenRow[])[], shards?: number) {
  const folder = await temporaryFolder();
  const configuration = Configuration.parse(RANDOM_CONFIGURATION);
  const batches = [];
  for (const [index, rows] of deals.entries())
    batches.push(await givenBatch(join(folder, 'in'), { point_events: rows }, configuration, `b${index}`));
  return bookOfBatches(folder, batches, { configuration: RANDOM_CONFIGURATION, shards });
}
