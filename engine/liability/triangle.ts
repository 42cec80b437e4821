import { UserError } from '../user-error.ts';

/**
 * What is known of each origin (vintage) at each age, oldest origin first. Row i holds the observed cells from the
 * first age on without a gap; a younger row is never longer than an older one, and the oldest has every age. Cells are
 * cumulative doubles: points, or money, or whatever unit the caller measures in.
 */
export interface Triangle {
  readonly origins: readonly string[];
  readonly ages: readonly string[];
  readonly cumulative: readonly (readonly number[])[];
}

/** A checked triangle. Throws a UserError that names the row or cell which does not fit. */
export function triangle(
  origins: readonly string[],
  ages: readonly string[],
  cumulative: readonly (readonly number[])[],
): Triangle {
  if (origins.length === 0 || ages.length === 0) {
    throw new UserError('The triangle is empty: give a row for each origin and a column for each age.');
  }
  if (cumulative.length !== origins.length) {
    throw new UserError(
      `The triangle has ${cumulative.length} rows for ${origins.length} origins; give one each.`,
    );
  }
  for (const [i, row] of cumulative.entries()) {
    const allowed = i === 0 ? ages.length : cumulative[i - 1]!.length;
    if (row.length === 0)
      throw new UserError(`Origin ${origins[i]} has no observed cell; leave the row out.`);
    if (i === 0 ? row.length !== allowed : row.length > allowed) {
      throw new UserError(
        `Origin ${origins[i]} has ${row.length} cells where ${i === 0 ? '' : 'at most '}${allowed} are expected; ` +
          'list origins from the oldest to the youngest, and no younger one longer than an older.',
      );
    }
    const odd = row.findIndex((cell) => !Number.isFinite(cell));
    if (odd >= 0)
      throw new UserError(`Origin ${origins[i]}, age ${ages[odd]}: ${row[odd]} is no finite number.`);
  }
  return { origins, ages, cumulative };
}

/** Cumulative cells from increments of the same shape. */
export function accumulate(increments: readonly (readonly number[])[]): number[][] {
  return increments.map((row) => {
    let sum = 0;
    return row.map((cell) => (sum += cell));
  });
}

/** What was added at each age: the first cell as it is, then differences. */
export function increments(given: Triangle): number[][] {
  return given.cumulative.map((row) => row.map((cell, k) => (k === 0 ? cell : cell - row[k - 1]!)));
}

/** The last observed cell of each origin. */
export function latest(given: Triangle): number[] {
  return given.cumulative.map((row) => row.at(-1)!);
}

/** The number of origins observed at an age, which are the first so many rows. */
export function observedAt(given: Triangle, age: number): number {
  let rows = 0;
  while (rows < given.cumulative.length && given.cumulative[rows]!.length > age) rows++;
  return rows;
}

/** One sentence per origin whose cumulative figure falls: possible (returns, corrections), and worth a look. */
export function fallingRows(given: Triangle): string[] {
  return given.cumulative.flatMap((row, i) => {
    const k = row.findIndex((cell, age) => age > 0 && cell < row[age - 1]!);
    if (k < 0) return [];
    return [`Origin ${given.origins[i]} falls from ${row[k - 1]} to ${row[k]} at age ${given.ages[k]}.`];
  });
}

/**
 * The triangle without its last `diagonals`: what the same cells showed that many periods earlier. Cells restated since
 * then keep their present value; for what was truly known, build the triangle at the earlier known-at instead.
 */
export function cutBack(given: Triangle, diagonals: number): Triangle | undefined {
  const rows = given.cumulative.map((row, i) => {
    // An old row that has every age may have been complete for some time: the age it would have reached by now counts.
    const completeFor = row.length === given.ages.length ? observedAt(given, row.length - 1) - 1 - i : 0;
    return row.slice(0, Math.max(0, Math.min(row.length, row.length + completeFor - diagonals)));
  });
  const kept = rows.findIndex((row) => row.length === 0);
  const cells = kept < 0 ? rows : rows.slice(0, kept);
  if (cells.length === 0) return undefined;
  return triangle(given.origins.slice(0, cells.length), given.ages.slice(0, cells[0]!.length), cells);
}
