import { rows } from '#engine/database.server.ts';
import { UserError } from '#engine/user-error.ts';
import type { ReceivedFile } from '../receive.ts';
import { literal, quoted } from '#engine/sql-text.ts';
import type { ReadingContext, TextRows } from '../text-rows.ts';
import { countRows } from './delimited.ts';

/** Types whose text says all there is; anything else in a contract's column has no single meaning. */
const SCALAR =
  /^(VARCHAR|U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|DECIMAL.*|FLOAT|DOUBLE|BOOLEAN|DATE|TIME|TIMESTAMP.*|UUID|ENUM.*)$/;

/**
 * Reads Parquet as text, so that its values meet the same checks as those of any file: a double that needs more
 * decimals than points have is refused, not rounded.
 */
export async function readParquet(
  file: ReceivedFile,
  { connection, wanted }: ReadingContext,
): Promise<TextRows> {
  const source = `read_parquet(${literal(file.rawPath)}, file_row_number = true)`;
  const described = await rows<{ column_name: string; column_type: string }>(
    connection,
    `describe from ${source}`,
  ).catch((cause: unknown) => {
    throw new UserError(
      `${file.name} is no readable Parquet file (${(cause as Error).message.split('\n')[0]}); write it again.`,
      { cause },
    );
  });
  const columns = described.filter((each) => each.column_name !== 'file_row_number');
  for (const { column_name: name, column_type: type } of columns) {
    if (wanted.has(name.trim().toLowerCase()) && !SCALAR.test(type))
      throw new UserError(
        `The column ${name} of ${file.name} has the Parquet type ${type}; write it as text, number, day or time.`,
      );
  }
  const cells = columns.map(({ column_name: name, column_type: type }, at) => {
    const cell = SCALAR.test(type) ? quoted(name) : `to_json(${quoted(name)})`;
    return `nullif(cast(${cell} as varchar), '') as c${at}`;
  });
  const relation = `(select file_row_number + 1 as record, ${cells.join(', ')} from ${source})`;
  const object = columns.map(({ column_name: name }, at) => `${literal(name)}, c${at}`).join(', ');
  return {
    relation,
    rows: await countRows(connection, source),
    names: columns.map((each) => each.column_name),
    encoding: null,
    delimiter: null,
    quote: null,
    warnings: [],
    raw: { kind: 'expression', sql: `cast(json_object(${object}) as varchar)` },
  };
}
