import { buildModel, step, type Build } from '../build/build.ts';
import { oneRow, type DuckDBConnection, type DuckDBResult } from '../database.server.ts';

/**
 * The columns of `posting.kernel_input` in the order in which they are read, and how: the kernel reckons in doubles, and
 * none is ever NULL there. In the table they are integers, which take less to keep.
 */
const COLUMNS = {
  component_no: 'component_no',
  account_no: 'account_no',
  policy_no: 'policy_no',
  type_code: 'type_code',
  part: 'part',
  hundredths: 'hundredths::double',
  instant: 'instant::double',
  available_at: 'available_at::double',
  expires_at: `coalesce(expires_at::double, 'infinity'::double)`,
  follows_activity: 'follows_activity',
  activity_deadline: `coalesce(activity_deadline::double, 'nan'::double)`,
  pair_no: 'pair_no',
  is_referenced: 'is_referenced',
  raw_no: 'raw_no',
  related_no: 'related_no',
};

/** Beyond one misplaced row in so many, writing all rows anew costs less than changing those. */
const FEW = 50;

/**
 * Builds `posting.kernel_input` of some components: their events by component and instant, those of one instant by event
 * key.
 *
 * Few events share a component and an instant. The rows are therefore sorted by numbers alone, and the long texts of keys
 * are looked at only where they decide.
 *
 * @param components the numbers of the first and the last one
 */
export async function buildKernelInput(
  build: Build,
  components: { readonly first: number; readonly last: number },
): Promise<void> {
  await buildModel(
    build,
    { name: 'posting.kernel_input', level: 'account' },
    { first_component: components.first, last_component: components.last },
  );
  await buildModel(build, { name: 'posting.tied_rows', level: 'account' });
  await step(build, 'posting.kernel_input', () => settleTies(build.connection));
}

/** Puts every row where it belongs. */
async function settleTies(connection: DuckDBConnection): Promise<void> {
  const { misplaced, all } = await oneRow<{ misplaced: bigint; all: bigint }>(
    connection,
    `select (select count(*) from posting.tied_rows) as misplaced,
       (select count(*) from posting.kernel_input) as all`,
  );
  if (misplaced === 0n) return;
  if (misplaced * BigInt(FEW) > all) {
    await connection.run(
      `create or replace table posting.kernel_input as
       select input.* from posting.kernel_input as input
       left join posting.tied_rows as tied on tied.stands_at = input.rowid
       order by coalesce(tied.belongs_at, input.rowid)`,
    );
    return;
  }
  const changes = Object.keys(COLUMNS).map((name) => `${name} = found.${name}`);
  await connection.run(
    `update posting.kernel_input as input set ${changes.join(', ')}
     from (
       select tied.belongs_at, standing.*
       from posting.tied_rows as tied join posting.kernel_input as standing on standing.rowid = tied.stands_at
     ) as found
     where input.rowid = found.belongs_at`,
  );
}

/** How many rows `posting.kernel_input` has, and a stream of them with the columns as the kernel takes them. */
export async function streamKernelInput(
  build: Build,
): Promise<{ readonly expected: number; readonly stream: DuckDBResult }> {
  const { expected } = await oneRow<{ expected: bigint }>(
    build.connection,
    'select count(*) as expected from posting.kernel_input',
  );
  const stream = await build.reader.stream(
    `select ${Object.values(COLUMNS).join(', ')} from posting.kernel_input`,
  );
  return { expected: Number(expected), stream };
}
