import { DOUBLE, DuckDBScalarFunction, type DuckDBConnection } from '../database.server.ts';
import { binomialTest, fisherTest } from '../redemption/exact-tests.ts';

/**
 * Lets rules ask in SQL how probable counts are by chance alone; NULL where an argument is.
 *
 * - `binomial_p(hits, of, share)`: two-sided exact binomial test.
 * - `fisher_p(hits, of, all_hits, all)`: Fisher's exact test that the group has more hits than the rest of `all`.
 */
export function defineExactTests(connection: DuckDBConnection): void {
  define(connection, 'binomial_p', 3, ([hits, of, share]) => binomialTest(hits!, of!, share!));
  define(connection, 'fisher_p', 4, ([hits, of, allHits, all]) => fisherTest(hits!, of!, allHits!, all!));
}

function define(
  connection: DuckDBConnection,
  name: string,
  arity: number,
  test: (values: readonly number[]) => number,
): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name,
      parameterTypes: Array.from({ length: arity }, () => DOUBLE),
      returnType: DOUBLE,
      mainFunction: (_, input, output) => {
        const columns = Array.from({ length: arity }, (__, index) => input.getColumnVector(index));
        for (let row = 0; row < input.rowCount; row++) {
          const values = columns.map((column) => column.getItem(row) as number | null);
          output.setItem(row, values.includes(null) ? null : test(values as number[]));
        }
        output.flush();
      },
    }),
  );
}
