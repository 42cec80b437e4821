import { describe, expect, test } from 'vitest';
import { readTriangle } from '#engine/liability/read-triangle.ts';
import { accumulate, cutBack, increments, triangle } from '#engine/liability/triangle.ts';
import { UserError } from '#engine/user-error.ts';
import { vectorText } from './vectors.ts';

const SMALL = 'origin,0,1,2\n2024,10,15,18\n2025,20,31,\n2026,30,,\n';

describe('reading a triangle', () => {
  const same = {
    origins: ['2024', '2025', '2026'],
    ages: ['0', '1', '2'],
    cumulative: [[10, 15, 18], [20, 31], [30]],
  };
  test.each([
    ['as written', SMALL],
    ['with a byte order mark and CRLF', `\uFEFF${SMALL.replaceAll('\n', '\r\n')}`],
    ['with semicolons', SMALL.replaceAll(',', ';')],
    ['with tabs and quotes', SMALL.replaceAll(',', '\t').replaceAll(/(\d+)/g, '"$1"')],
    ['without trailing empty cells, and an empty line at the end', `${SMALL.replaceAll(/,+\n/g, '\n')}\n\n`],
    ['with NA for cells to come', SMALL.replace('31,', '31,NA').replace('30,,', '30,NA,NA')],
  ])('%s', (_name, text) => expect(readTriangle(text).triangle).toEqual(same));

  test('of increments', () => {
    const text = 'origin,0,1,2\n2024,10,5,3\n2025,20,11\n2026,30';
    expect(readTriangle(text, { areIncrements: true }).triangle).toEqual(same);
  });

  test('a falling row is a warning: RAA has one', () => {
    expect(readTriangle(vectorText('raa.csv')).warnings).toEqual([
      'Origin 1982 falls from 15599 to 15496 at age 7.',
    ]);
  });

  test('origins that are all complete may stand above the stairs', () => {
    const text = 'origin,0,1\n2023,1,2\n2024,3,4\n2025,5\n';
    expect(readTriangle(text).triangle.cumulative).toEqual([[1, 2], [3, 4], [5]]);
  });
});

test.each([
  ['nothing', '', 'is empty'],
  ['a header alone', 'origin,1,2,3\n', 'is empty'],
  ['one column', 'origin,1\n2024,10\n2025,20\n', 'one column'],
  ['origins alone', 'origin\n2024\n2025\n', 'no column'],
  ['no header', '2024,1,2\n2025,3\n', 'no header'],
  ['a word', 'origin,1,2\n2024,10,abc\n2025,20\n', 'Line 2 (2024), age 2: "abc" is not a number'],
  ['hexadecimal', 'origin,1,2\n2024,0x10,20\n2025,20\n', '"0x10" is not a number'],
  ['infinity', 'origin,1,2\n2024,10,1e999\n2025,20\n', 'is no finite number'],
  ['a cell too many', 'origin,1,2\n2024,10,20,30\n2025,20\n', 'Line 2 (2024) is ragged'],
  ['a gap', 'origin,1,2,3\n2024,10,,30\n2025,20,25\n2026,30\n', 'Line 2 (2024) is ragged: age 2 is empty'],
  [
    'a missing cell',
    'origin,1,2,3\n2024,10,20,30\n2025,20\n2026,30\n',
    'Line 3 (2025) is ragged: it has 1 cells',
  ],
  [
    'a short first row',
    'origin,1,2,3\n2024,10,20\n2025,20\n',
    'Line 2 (2024) is ragged: it has 2 cells where 3',
  ],
  ['the youngest first', 'origin,1,2\n2025,20\n2024,10,15\n', 'Line 2 (2025) is ragged'],
  [
    'equal lengths below the top',
    'origin,1,2,3\n2023,1,2,3\n2024,1,2\n2025,1,2\n',
    'Line 4 (2025) is ragged',
  ],
])('%s is refused with the place and the way out', (_name, text, message) => {
  expect(() => readTriangle(text)).toThrow(UserError);
  expect(() => readTriangle(text)).toThrow(message);
});

test('increments and cumulative figures are each other’s inverse', () => {
  const given = readTriangle(vectorText('genins.csv')).triangle;
  expect(accumulate(increments(given))).toEqual(given.cumulative);
});

describe('the triangle as it stood earlier', () => {
  const given = triangle(['a', 'b', 'c', 'd'], ['0', '1', '2'], [[1, 2, 3], [4, 5, 6], [7, 8], [9]]);
  test('one diagonal back, an origin complete for a period keeps all its ages', () => {
    expect(cutBack(given, 1)?.cumulative).toEqual([[1, 2, 3], [4, 5], [7]]);
  });
  test('before the first origin there is none', () => {
    expect(cutBack(given, 3)?.cumulative).toEqual([[1]]);
    expect(cutBack(given, 4)).toBeUndefined();
  });
});
