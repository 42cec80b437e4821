import { describe, expect, it } from 'vitest';
import { openBook } from '#engine/books/open.ts';
import { dataTables, rowsOf, type FigureTable, type Row } from '#engine/reports/document.ts';
import { liabilityReport } from '#engine/reports/liability/liability-report.ts';
import { bookOf } from '#test/support/book.ts';
import { ENRICHED_CONFIGURATION, enrichedLedger } from './enriched-ledger.ts';

const units = (text: string | null) => {
  const [whole, fraction = ''] = (text ?? '0').split('.');
  return BigInt(`${whole}${fraction.padEnd(4, '0')}`);
};

/** What a reviewer's spreadsheet makes of a formula like `{opening} + {issued} - {redeemed}`. */
function computed(table: FigureTable, formula: string, row: Row): bigint {
  return [...formula.matchAll(/([+-])?\s*\{(\w+)\}/g)].reduce((sum, [, sign, key]) => {
    const value = units(row[table.columns.findIndex((column) => column.key === key)]!);
    return sign === '-' ? sum - value : sum + value;
  }, 0n);
}

describe('the liability report', () => {
  it.each(['zh-CN', 'en'] as const)(
    'in %s: every formula gives the exact cell, every total the sum of all rows',
    async (language) => {
      const built = await bookOf(enrichedLedger(20260707, 260), { configuration: ENRICHED_CONFIGURATION });
      const book = await openBook(built.path);
      try {
        const document = await liabilityReport({ book, language, intake: null, decisions: new Map() });
        const tables = dataTables(document);
        expect(new Set(tables.map(({ id }) => id)).size).toBe(tables.length);
        let formulas = 0;
        for (const table of tables) {
          const rows: Row[] = [];
          for await (const piece of rowsOf(table)) rows.push(...piece);
          for (const row of rows) expect(row.length, table.id).toBe(table.columns.length);
          table.columns.forEach((column, index) => {
            if (column.formula)
              for (const row of rows.filter((each) => each[index] !== null)) {
                formulas++;
                expect(computed(table, column.formula, row), `${table.id} ${row[0]}`).toBe(
                  units(row[index]!),
                );
              }
            if (column.total === 'sum' && table.totals)
              expect(
                rows.reduce((sum, row) => sum + units(row[index]!), 0n),
                `${table.id} ${column.key}`,
              ).toBe(units(table.totals[index]!));
          });
        }
        expect(formulas).toBeGreaterThan(50);
        if (language === 'en')
          expect(JSON.stringify(tables.map((table) => [table.title, table.columns]))).not.toMatch(
            /[\u4e00-\u9fff]/,
          );
      } finally {
        book.close();
      }
    },
    60_000,
  );
});
