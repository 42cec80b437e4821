import { rows, type DuckDBConnection } from '../database.server.ts';
import { literal } from '../sql-text.ts';

/** What a rule's SQL must give. One row is one piece of evidence. */
const REQUIRED = {
  programme_id: 'varchar',
  /** Rows with one subject, event key and terms make one finding. */
  subject_type: 'varchar',
  subject_id: 'varchar',
  /** Decides the law and the parameters in force; NULL: the as-of date. */
  occurred_at: 'timestamptz',
  observed: 'varchar',
  expected: 'varchar',
  /** A struct of the values compared. */
  evidence: 'json',
} as const;

/** What it may give; left out, a column is NULL. */
const OPTIONAL = {
  wallet: 'varchar',
  source: 'varchar',
  event_id: 'varchar',
  terms_id: 'varchar',
  /** Where they differ from the rule's own. */
  severity: 'varchar',
  nature: 'varchar',
  /** Members are counted once each in a finding; `members` says how many where a row stands for several. */
  member_id: 'varchar',
  members: 'bigint',
  /** Added up over the rows of a finding. */
  points: 'decimal(18, 2)',
  money: 'decimal(18, 4)',
  entry_no: 'integer',
  lot_no: 'integer',
  source_file: 'varchar',
  source_record: 'bigint',
} as const;

export const MATCH_COLUMNS: Readonly<Record<string, string>> = { ...REQUIRED, ...OPTIONAL };

/** Makes the scratch table to which all rules write their matches. */
export async function createMatches(connection: DuckDBConnection): Promise<void> {
  const columns = Object.entries(MATCH_COLUMNS).map(([name, type]) => `${name} ${type}`);
  await connection.run(`create or replace table posting.matches (rule_id varchar, ${columns.join(', ')})`);
}

/**
 * Runs a rule's query and keeps its matches of these programmes.
 *
 * @throws Error where the query fails, lacks a column, gives an unknown one, or matches without subject or evidence.
 */
export async function collectMatches(
  connection: DuckDBConnection,
  ruleId: string,
  sql: string,
  programmeIds: readonly string[],
): Promise<void> {
  const given = await rows<{ column_name: string }>(connection, `describe ${sql}`);
  const names = given.map((each) => each.column_name);
  const unknown = names.find((name) => !(name in MATCH_COLUMNS));
  if (unknown) throw new Error(`rule.sql gives the column ${unknown}, which is none of a match`);
  const absent = Object.keys(REQUIRED).find((name) => !names.includes(name));
  if (absent) throw new Error(`rule.sql does not give the column ${absent}`);
  const cells = names.map((name) =>
    name === 'evidence'
      ? `to_json(evidence) as evidence`
      : `match.${name}::${MATCH_COLUMNS[name]} as ${name}`,
  );
  await connection.run(
    `insert into posting.matches by name
     select ${literal(ruleId)} as rule_id, ${cells.join(', ')} from (
     ${sql}
     ) as match where match.programme_id in (${programmeIds.map(literal).join(', ')})`,
  );
  const [broken] = await rows<{ programme_id: string }>(
    connection,
    `select programme_id from posting.matches
     where rule_id = ${literal(ruleId)}
       and (subject_type is null or subject_id is null or observed is null or expected is null
         or evidence is null or json_type(evidence) <> 'OBJECT')
     limit 1`,
  );
  if (broken)
    throw new Error('rule.sql matches without a subject, what was observed and expected, or evidence');
}

/** Forgets the matches of a rule that failed half-way. */
export async function dropMatches(connection: DuckDBConnection, ruleId: string): Promise<void> {
  await connection.run(`delete from posting.matches where rule_id = ${literal(ruleId)}`);
}

/** Says for matches that name an entry where that entry's record stood. Reads the entries of the shard at hand. */
export async function locateMatches(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `update posting.matches as match set source_file = entry.source_file, source_record = entry.source_record
     from ledger.entries as entry
     where match.entry_no = entry.entry_no and match.source_file is null`,
  );
}
