import { isAbsolute } from 'node:path';
import { openDatabase, rows, type DuckDBConnection } from '../database.server.ts';
import { literal, quoted } from '../sql-text.ts';
import { lockDown, type OpenBook, type OpenBookOptions } from './open.ts';

/** The part of a book that somebody may see; null: no limit of that kind. Limits of different kinds hold together. */
export interface LensScope {
  readonly programmes: readonly string[] | null;
  readonly merchants: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/** Tables of rules and law: nothing in them belongs to a programme, merchant or member. */
const FREE = new Set([
  'rules.rules',
  'rules.citations',
  'meta.treatments',
  'meta.columns',
  'meta.member_attributes',
]);

/** What a programme has laid down for everybody: seen by whoever sees anything of the programme. */
const POLICY = new Set([
  ...['meta.programmes', 'meta.wallets', 'meta.wallet_regimes', 'meta.operators', 'meta.point_kinds'],
  ...['meta.terms_periods', 'meta.published_texts', 'meta.green_factors', 'meta.green_factor_years'],
  ...['meta.green_assumptions', 'meta.account_codes', 'meta.settlement_spans', 'meta.promised_shares'],
  ...['data.terms', 'data.tiers', 'data.green_factors', 'rules.parameters'],
  ...['meta.member_policies', 'meta.marketing_policies', 'data.value_names'],
]);

/** Columns of the book's own row that count everything. */
const WHOLE_COUNTS = ['inputs', 'points_in_transit', 'control_totals', 'counts'] as const;

/** Columns that name a merchant whose own a row is; where several are there, one of them is enough. */
const MERCHANT_COLUMNS = [
  'merchant_id',
  'issuer_merchant_id',
  'redeemer_merchant_id',
  'issuer',
  'redeemer',
] as const;

/**
 * Rows by columns that lead to rows which are cut themselves: an account, an entry, a lot, a finding. In this order, as
 * an entry says more of a row than its account.
 */
const KEYS = ['finding_id', 'entry_no', 'lot_no'] as const;

/**
 * These cannot be cut by merchant or region, whatever their columns are called: they hold sums over all merchants beside
 * those by merchant, and would show nothing instead of less; entries of the journal are numbered by themselves.
 */
const INDIVISIBLE = new Set([
  'liability.rollforward_slices',
  'liability.month_totals',
  'liability.cell_months',
  'liability.journal',
  'liability.moves',
  'liability.standing_lots',
  'liability.lot_events',
  'liability.debt_moves',
  'liability.debt_events',
  'liability.cell_events',
]);

/**
 * Opens a book for somebody who may see a part of it: every table is a view that leaves out the rest, under the same
 * name, so that whatever is asked is answered from the part alone. A table that cannot be cut is not there; what needs
 * it fails with {@link isOutsideLens} instead of telling all.
 */
export async function openLens(
  path: string,
  scope: LensScope,
  options: OpenBookOptions = {},
): Promise<OpenBook> {
  if (!isAbsolute(path)) throw new Error('A lens needs the absolute path of its book.');
  const database = await openDatabase(':memory:', {
    memoryLimit: options.memoryLimit ?? '1GB',
    threads: options.threads ?? 2,
  });
  try {
    const { connection } = database;
    await connection.run(`attach ${literal(path)} as whole (read_only)`);
    const [programme] = await rows<{ time_zone: string }>(
      connection,
      'select time_zone from whole.meta.programmes order by programme_id limit 1',
    );
    const timeZone = programme?.time_zone ?? 'UTC';
    await connection.run(`set TimeZone = ${literal(timeZone)}`);
    const tables = await rows<{ schema: string; name: string; columns: string }>(
      connection,
      `select schema_name as schema, table_name as name, string_agg(column_name, ',' order by column_index) as columns
       from duckdb_columns() where database_name = 'whole' and not internal and schema_name <> 'main'
       group by all order by schema, name`,
    );
    for (const sql of lensSql(tables, scope)) await connection.run(sql);
    // What they find they share out over all of a programme: exact for whole programmes, and for less not to be had.
    if (!scope.merchants && !scope.regions)
      for (const sql of await macroSql(connection)) await connection.run(sql);
    await lockDown(connection);
    return { ...database, path, timeZone };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whether a question failed because it needs what a lens cannot show in part. */
export function isOutsideLens(error: unknown): boolean {
  return (
    error instanceof Error &&
    /Catalog Error: Table (Function )?with name .* does not exist/.test(causes(error))
  );
}

/** The statements that make the book's table macros anew, over the views of the lens; some use others made before. */
async function macroSql(connection: DuckDBConnection): Promise<string[]> {
  const macros = await rows<{ schema: string; name: string; parameters: string; body: string }>(
    connection,
    `select schema_name as schema, function_name as name, array_to_string(parameters, ', ') as parameters,
       macro_definition as body
     from duckdb_functions() where database_name = 'whole' and function_type = 'table_macro'`,
  );
  const ordered: typeof macros = [];
  for (let left = macros; left.length > 0;) {
    const isUsedBy = (body: string) => (other: { name: string }) => body.includes(`${other.name}(`);
    const ready = left.filter(({ body }) => !left.some(isUsedBy(body)));
    if (ready.length === 0) throw new Error('The table macros of the book use each other in a circle.');
    ordered.push(...ready);
    left = left.filter((each) => !ready.includes(each));
  }
  return ordered.map(
    ({ schema, name, parameters, body }) =>
      `create macro ${quoted(schema)}.${quoted(name)}(${parameters}) as table ${body}`,
  );
}

function causes(error: Error): string {
  return error.cause instanceof Error ? `${error.message}\n${causes(error.cause)}` : error.message;
}

interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: string;
}

/** The statements that make the views of a lens. Keys first: later views go by them. */
function lensSql(tables: readonly Table[], scope: LensScope): string[] {
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  const columnsOf = new Map(tables.map((each) => [`${each.schema}.${each.name}`, each.columns.split(',')]));
  const views = tables.flatMap((each) => {
    const name = `${each.schema}.${each.name}`;
    const condition = conditionOf(name, columnsOf.get(name)!, scope);
    if (condition === null) return [];
    const shown = name === 'meta.book' ? `* replace (${WHOLE_COUNTS.map(hidden).join(', ')})` : '*';
    return [
      `create view ${quoted(each.schema)}.${quoted(each.name)} as
         select ${shown} from whole.${quoted(each.schema)}.${quoted(each.name)} as this where ${condition}`,
    ];
  });
  return [
    ...schemas.map((schema) => `create schema if not exists ${quoted(schema)}`),
    'create schema lens',
    ...keySql(scope),
    ...views,
  ];
}

const hidden = (column: string) => `null as ${column}`;

/** Which accounts, entries, lots and findings are in scope; null where all are. */
function keySql({ programmes, merchants, regions }: LensScope): string[] {
  const inProgramme = programmes ? `programme_id in ${list(programmes)}` : 'true';
  const inRegion = regions
    ? `(programme_id, member_id) in (select (programme_id, member_id) from lens.members)`
    : 'true';
  const atMerchant = merchants ? `merchant_id in ${list(merchants)}` : 'true';
  const entry = `${inProgramme} and ${inRegion} and ${atMerchant}`;
  const issued = merchants ? `issuer_merchant_id in ${list(merchants)}` : 'true';
  const about = [
    ...(merchants ? [`(subject_type = 'merchant' and subject_id in ${list(merchants)})`] : []),
    ...(regions
      ? [
          `(subject_type = 'member' and (programme_id, subject_id) in (select (programme_id, member_id) from lens.members))`,
          // An account is named wallet/member.
          `(subject_type = 'account' and (programme_id, regexp_replace(subject_id, '^[^/]*/', ''))
             in (select (programme_id, member_id) from lens.members))`,
        ]
      : []),
    `(programme_id, source, event_id) in (select (programme_id, source, event_id) from whole.ledger.entries where ${entry})`,
  ];
  return [
    ...(regions
      ? [
          `create table lens.members as select programme_id, member_id from whole.data.members
             where region_code in ${list(regions)}`,
        ]
      : []),
    // With a merchant alone an account is nobody's: its balance holds points of all merchants.
    `create table lens.accounts as select account_no from whole.ledger.accounts
       where ${inProgramme} and ${inRegion} and ${merchants ? 'false' : 'true'}`,
    // Whom a merchant has dealt with, which says nothing of what they have elsewhere.
    `create view lens.touched as select account_no from whole.ledger.entries where ${entry}`,
    `create view lens.entries as select entry_no from whole.ledger.entries where ${entry}`,
    `create view lens.lots as select lot_no from whole.lots.lots where ${inProgramme} and ${inRegion} and ${issued}`,
    `create view lens.findings as select finding_id from whole.rules.findings
       where ${inProgramme} and ${merchants || regions ? `(${about.join(' or ')})` : 'true'}`,
  ];
}

/** Tables whose merchants stand in columns of other names. */
const MERCHANTS_OF: Readonly<Record<string, readonly string[]>> = {
  'catalogue.crossings': ['bought_at', 'other'],
};

/** What a row of a table must fulfil to be in scope; null: the table cannot be cut. */
function conditionOf(name: string, columns: readonly string[], scope: LensScope): string | null {
  if (FREE.has(name) || name === 'meta.book') return 'true';
  const has = (column: string) => columns.includes(column);
  const key = KEYS.find(has);
  const byKey = key && `this.${key} in (select ${key} from lens.${KEY_VIEWS[key]})`;
  const parts: string[] = [];
  if (scope.programmes) {
    if (has('programme_id')) parts.push(`this.programme_id in ${list(scope.programmes)}`);
    // Not by its entry where it has an account: what the clock expired has none.
    else if (has('account_no')) parts.push(ofProgrammes(scope.programmes));
    else if (byKey) parts.push(byKey);
    else return null;
  }
  if (POLICY.has(name)) return parts.join(' and ') || 'true';
  if (INDIVISIBLE.has(name) && (scope.merchants || scope.regions)) return null;
  if (scope.merchants && name === 'ledger.accounts') {
    parts.push('this.account_no in (select account_no from lens.touched)');
  } else if (scope.merchants) {
    const named = MERCHANTS_OF[name] ?? MERCHANT_COLUMNS.filter(has);
    if (key === 'finding_id') parts.push(byKey!);
    else if (named.length > 0)
      parts.push(`(${named.map((column) => `this.${column} in ${list(scope.merchants!)}`).join(' or ')})`);
    else if (byKey) parts.push(byKey);
    else return null;
  }
  if (scope.regions) {
    if (key === 'finding_id') parts.push(byKey!);
    else if (has('member_id') && has('programme_id'))
      parts.push(
        '(this.programme_id, this.member_id) in (select (programme_id, member_id) from lens.members)',
      );
    else if (byKey) parts.push(byKey);
    else if (has('account_no')) parts.push(scope.merchants ? 'false' : BY_ACCOUNT);
    else if (name === 'data.merchants') parts.push(`this.region_code in ${list(scope.regions)}`);
    else return null;
  }
  return parts.join(' and ') || 'true';
}

const KEY_VIEWS = { finding_id: 'findings', entry_no: 'entries', lot_no: 'lots' } as const;
const BY_ACCOUNT = 'this.account_no in (select account_no from lens.accounts)';

const ofProgrammes = (programmes: readonly string[]) =>
  `this.account_no in (select account_no from whole.ledger.accounts where programme_id in ${list(programmes)})`;

/** A list of texts; an empty one holds nothing. */
function list(texts: readonly string[]): string {
  return texts.length > 0 ? `(${texts.map(literal).join(', ')})` : '(null)';
}
