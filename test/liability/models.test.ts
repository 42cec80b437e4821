import { describe, expect, it } from 'vitest';
import { bookOf, type BuiltBook } from '#test/support/book.ts';
import { ENRICHED_CONFIGURATION, enrichedLedger } from './enriched-ledger.ts';
import { BROKEN_IDENTITIES } from './identities.ts';

const SEED = Number(process.env.JIHENG_SEED ?? 20260630);

describe(`the roll-forward of random ledgers (JIHENG_SEED=${SEED})`, () => {
  it.each([0, 1, 2])(
    'holds every identity in every cell (%i)',
    async (round) => {
      const book = await bookOf(enrichedLedger(SEED + round, 260), { configuration: ENRICHED_CONFIGURATION });
      expect((await book.query('from liability.rollforward')).length).toBeGreaterThan(100);
      expect(await brokenIn(book)).toEqual([]);
    },
    60_000,
  );

  it('holds them at a date within a month and as known earlier', async () => {
    const book = await bookOf(enrichedLedger(SEED + 3, 260), {
      configuration: ENRICHED_CONFIGURATION,
      asOf: '2024-02-10',
      knownAt: '2024-01-31T00:00:00+08:00',
    });
    expect(await brokenIn(book)).toEqual([]);
  }, 60_000);

  it('says the same for 1, 4 and 13 shards', async () => {
    const given = enrichedLedger(SEED + 4, 260);
    const prints = [];
    for (const shards of [1, 4, 13]) {
      const book = await bookOf(given, { configuration: ENRICHED_CONFIGURATION, shards });
      prints.push(book.summary.content_fingerprint);
    }
    expect(new Set(prints).size).toBe(1);
  }, 120_000);
});

const brokenIn = (book: BuiltBook) => book.query(BROKEN_IDENTITIES);
