import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { openDatabase, rows } from '#engine/database.server.ts';
import { openBook, type OpenBook } from '#engine/books/open.ts';
import { exportRows } from '#pipelines/reports/rows.ts';

/** Text that lies in every kind of file around the book; no query may ever see it. */
const SECRET = 'canary7491';

let folder: string;
let book: OpenBook;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jiheng-locked-'));
  for (const name of ['t.csv', 't.json', 't.ndjson', 't.txt'])
    writeFileSync(join(folder, name), `{"a":"${SECRET}"}\n`);
  mkdirSync(join(folder, 'export'));
  writeFileSync(join(folder, 'export', 'schema.sql'), `create temp table loaded as select '${SECRET}' as a;`);
  writeFileSync(join(folder, 'export', 'load.sql'), '');
  const other = await openDatabase(join(folder, 'other.duckdb'));
  await other.connection.run(`create table t as select '${SECRET}' as a`);
  await other.connection.run(`copy t to '${join(folder, 't.parquet')}' (format parquet)`);
  other.close();
  const path = join(folder, 'book.duckdb');
  const made = await openDatabase(path);
  await made.connection.run('create schema meta');
  await made.connection.run(
    `create table meta.programmes as select 'p' as programme_id, 'Asia/Shanghai' as time_zone`,
  );
  made.close();
  book = await openBook(path);
});
afterAll(() => {
  book.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every table function that this DuckDB has and that could reach beyond the book, with a call that would. */
const REACHING: Record<string, (at: (name: string) => string) => string> = {
  arrow_scan: () => `select * from arrow_scan(1, 2, 3)`,
  arrow_scan_dumb: () => `select * from arrow_scan_dumb(1, 2, 3)`,
  glob: (at) => `select * from glob('${at('*')}')`,
  parquet_bloom_probe: (at) => `select * from parquet_bloom_probe('${at('t.parquet')}', 'a', '${SECRET}')`,
  parquet_file_metadata: (at) => `select * from parquet_file_metadata('${at('t.parquet')}')`,
  parquet_full_metadata: (at) => `select * from parquet_full_metadata('${at('t.parquet')}')`,
  parquet_kv_metadata: (at) => `select * from parquet_kv_metadata('${at('t.parquet')}')`,
  parquet_metadata: (at) => `select * from parquet_metadata('${at('t.parquet')}')`,
  parquet_scan: (at) => `select * from parquet_scan('${at('t.parquet')}')`,
  parquet_schema: (at) => `select * from parquet_schema('${at('t.parquet')}')`,
  read_blob: (at) => `select * from read_blob('${at('t.txt')}')`,
  read_csv: (at) => `select * from read_csv('${at('t.csv')}')`,
  read_csv_auto: (at) => `select * from read_csv_auto('${at('t.csv')}')`,
  read_duckdb: (at) => `select * from read_duckdb('${at('other.duckdb')}')`,
  read_json: (at) => `select * from read_json('${at('t.json')}')`,
  read_json_auto: (at) => `select * from read_json_auto('${at('t.json')}')`,
  read_json_objects: (at) => `select * from read_json_objects('${at('t.json')}')`,
  read_json_objects_auto: (at) => `select * from read_json_objects_auto('${at('t.json')}')`,
  read_ndjson: (at) => `select * from read_ndjson('${at('t.ndjson')}')`,
  read_ndjson_auto: (at) => `select * from read_ndjson_auto('${at('t.ndjson')}')`,
  read_ndjson_objects: (at) => `select * from read_ndjson_objects('${at('t.ndjson')}')`,
  read_parquet: (at) => `select * from read_parquet('${at('t.parquet')}')`,
  read_text: (at) => `select * from read_text('${at('t.txt')}')`,
  sniff_csv: (at) => `select * from sniff_csv('${at('t.csv')}')`,
  enable_logging: (at) => `call enable_logging(storage = 'file', storage_config = {'path': '${at('log')}'})`,
  enable_profiling: (at) => `call enable_profiling(save_location = '${at('profile.json')}')`,
};

/** Table functions that only compute, or tell of the book and the process. Reviewed one by one. */
const HARMLESS = `check_peg_parser checkpoint disable_logging disable_peg_parser disable_profiling
  duckdb_approx_database_count duckdb_columns duckdb_connection_count duckdb_constraints duckdb_coordinate_systems
  duckdb_databases duckdb_dependencies duckdb_extensions duckdb_external_file_cache duckdb_functions duckdb_indexes
  duckdb_keywords duckdb_log_contexts duckdb_logs duckdb_memory duckdb_optimizers duckdb_prepared_statements
  duckdb_schemas duckdb_secret_types duckdb_secrets duckdb_sequences duckdb_settings duckdb_table_sample duckdb_tables
  duckdb_temporary_files duckdb_types duckdb_variables duckdb_views enable_peg_parser force_checkpoint generate_series
  icu_calendar_names json_each json_execute_serialized_sql json_tree pg_timezone_names pragma_collations
  pragma_database_size pragma_metadata_info pragma_platform pragma_show pragma_storage_info pragma_table_info
  pragma_user_agent pragma_version query query_table range repeat repeat_row seq_scan sql_auto_complete summary
  test_all_types test_vector_types truncate_duckdb_logs unnest which_secret`.split(/\s+/);

it('knows every table function of this DuckDB: a new one must be reviewed', async () => {
  const found = await rows<{ name: string }>(
    book.connection,
    `select distinct function_name as name from duckdb_functions() where function_type = 'table' order by 1`,
  );
  expect(found.map((each) => each.name)).toEqual([...Object.keys(REACHING), ...HARMLESS].sort());
});

it('has no scalar function that reads the environment, a file or an address', async () => {
  const found = await rows<{ name: string }>(
    book.connection,
    `select distinct function_name as name from duckdb_functions() where function_type in ('scalar', 'macro')
     and regexp_matches(function_name, '^(getenv|read_|http|load|install|attach|system|shell|exec)')`,
  );
  expect(found).toEqual([]);
});

const STATEMENTS: Record<string, (at: (name: string) => string) => string> = {
  ...REACHING,
  'a file as a table': (at) => `select * from '${at('t.csv')}'`,
  'a Parquet file as a table': (at) => `from '${at('t.parquet')}'`,
  'through query()': (at) => `from query('from read_text(''${at('t.txt')}'')')`,
  'through query_table()': (at) => `from query_table('${at('t.csv')}')`,
  'through json_execute_serialized_sql': (at) =>
    `from json_execute_serialized_sql(json_serialize_sql('select * from read_text(''${at('t.txt')}'')'))`,
  'copy to': (at) => `copy (select 1) to '${at('out.csv')}'`,
  'copy to parquet': (at) => `copy (select 1) to '${at('out.parquet')}' (format parquet)`,
  'copy from': (at) => `copy meta.programmes from '${at('t.csv')}'`,
  'copy from database': () => `copy from database book to book`,
  export: (at) => `export database '${at('exported')}'`,
  import: (at) => `import database '${at('export')}'`,
  'import pragma': (at) => `pragma import_database('${at('export')}')`,
  attach: (at) => `attach '${at('other.duckdb')}' as other (read_only)`,
  'attach for writing': (at) => `attach '${at('new.duckdb')}' as fresh`,
  'attach sqlite': (at) => `attach '${at('x.sqlite')}' as lite (type sqlite)`,
  install: () => `install httpfs`,
  'force install': () => `force install spatial from community`,
  load: () => `load httpfs`,
  'load a file': (at) => `load '${at('x.duckdb_extension')}'`,
  'https address': () => `select * from read_csv('https://127.0.0.1:9/x.csv')`,
  's3 address': () => `select * from read_parquet('s3://bucket/x.parquet')`,
  secret: () => `create secret s (type s3, key_id 'a', secret 'b')`,
  'persistent secret': () => `create persistent secret s (type http)`,
  'set external access': () => `set enable_external_access = true`,
  'set global': () => `set global enable_external_access = true`,
  reset: () => `reset enable_external_access`,
  'set temp directory': (at) => `set temp_directory = '${at('')}'`,
  'set profiling output': (at) => `set profiling_output = '${at('profile.json')}'`,
  'set log storage': () => `set logging_storage = 'file'`,
  'set extension directory': (at) => `set extension_directory = '${at('')}'`,
  'set secret directory': (at) => `set secret_directory = '${at('')}'`,
  'set memory': () => `set memory_limit = '64GB'`,
  'set allowed paths': (at) => `set allowed_paths = ['${at('t.csv')}']`,
  unlock: () => `set lock_configuration = false`,
  'pragma that sets': () => `pragma memory_limit = '64GB'`,
  write: () => `insert into meta.programmes values ('q', 'UTC')`,
  drop: () => `drop table meta.programmes`,
  create: () => `create table evil as select 1`,
  environment: () => `select getenv('HOME')`,
  'logging to standard output': () => `from enable_logging(storage = 'stdout')`,
  'logging by a quoted name behind a comment': () => `from "enable_logging" /* ( */ (storage = 'stdout')`,
  'the profiling pragma': () => `pragma enable_profiling`,
  'a name put together': () => `from query('from enable_' || 'logging(storage = ''stdout'')')`,
  'two statements': (at) => `select 1; copy (select 1) to '${at('out.csv')}'`,
};

test.each(Object.entries(STATEMENTS))('refuses %s', async (_, statement) => {
  const before = readdirSync(folder, { recursive: true }).sort();
  const sql = statement((name) => join(folder, name));
  const answer: string[] = [];
  const asking = exportRows(book, sql, 'json', (piece) => Promise.resolve(void answer.push(String(piece))));
  await expect(asking, sql).rejects.toThrow();
  expect(answer.join('')).not.toContain(SECRET);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
});

it('still answers ordinary questions after all of that', async () => {
  expect(await rows(book.connection, 'select count(*)::integer as n from meta.programmes')).toEqual([
    { n: 1 },
  ]);
});
