import type { Watermark } from '#engine/contract/mapping.ts';
import { UserError } from '#engine/user-error.ts';
import { targetOfChosen, targetOfName, type Target, type TargetChoice } from '../choose-target.ts';
import { shownAddress } from './address.ts';
import type { DatabaseSession, DatabaseTable, TableFacts } from './session.ts';

/** A table of the database and the table of the contract that it becomes. */
export interface ChosenTable {
  readonly table: DatabaseTable;
  readonly target: Target;
}

const SHOWN = 40;

/**
 * Finds the tables to read: the named ones, else those whose names the mapping or the contract knows.
 *
 * @param named as `table` or `schema.table`.
 * @throws UserError where none or several fit; it lists what the database has.
 */
export async function chooseTables(
  session: DatabaseSession,
  choice: TargetChoice,
  named: readonly string[],
): Promise<ChosenTable[]> {
  const tables = await session.tables();
  if (named.length > 0) return named.map((name) => chooseNamed(session, tables, choice, name));
  const fitting = tables.flatMap((table) => {
    const target = targetOfName(table.name, choice);
    // With a mapping only what the mapping knows is meant, not a table that happens to have a name of the contract.
    return target && (!choice.mapping || target.mapped) && (!choice.table || target.table === choice.table)
      ? [{ table, target }]
      : [];
  });
  if (fitting.length === 0)
    throw new UserError(
      `No table of ${shownAddress(session.address)} is named as ${choice.mapping ? `the mapping ${choice.mapping.name} expects` : 'one of the contract'}; name it with --source-table. There are: ${list(tables)}.`,
    );
  for (const { table, target } of fitting) {
    const rivals = fitting.filter(
      (each) => each.target.mapped === target.mapped && each.target.table === target.table,
    );
    if (rivals.length > 1)
      throw new UserError(
        `Several tables of ${shownAddress(session.address)} could be ${target.table.name}: ${rivals.map((each) => each.table.shown).join(', ')}; name the right one with --source-table, not ${table.shown} and the others together.`,
      );
  }
  return fitting;
}

function chooseNamed(
  session: DatabaseSession,
  tables: readonly DatabaseTable[],
  choice: TargetChoice,
  name: string,
): ChosenTable {
  const table = namedTable(session, tables, name);
  const target = targetOfChosen(table.name, choice);
  if (!target)
    throw new UserError(
      `Nothing says what ${name} holds; name the contract's table with --table, e.g. --table point_events, or the system with --preset.`,
    );
  return { table, target };
}

/**
 * The table that a person means, as `table` or `schema.table`.
 *
 * @throws UserError where there is none, or several are.
 */
export function namedTable(
  session: DatabaseSession,
  tables: readonly DatabaseTable[],
  name: string,
): DatabaseTable {
  const plain = name.toLowerCase();
  const fits = (test: (table: DatabaseTable) => boolean) => tables.filter(test);
  const exact = fits((each) => each.shown === name || `${each.schema}.${each.name}` === name);
  const found = exact.length
    ? exact
    : fits((each) => each.shown.toLowerCase() === plain || each.name.toLowerCase() === plain);
  if (found.length !== 1)
    throw new UserError(
      found.length === 0
        ? `${shownAddress(session.address)} has no table ${name} that this user may see; it has: ${list(tables)}.`
        : `${name} may be ${found.map((each) => `${each.schema}.${each.name}`).join(' or ')}; write the schema too.`,
    );
  return found[0]!;
}

function list(tables: readonly DatabaseTable[]): string {
  const names = tables.slice(0, SHOWN).map((each) => each.shown);
  return `${names.join(', ') || 'none'}${tables.length > SHOWN ? ` and ${tables.length - SHOWN} more` : ''}`;
}

/** A watermark that the table can have: its column as the database writes it, and its overlap in that column's unit. */
export interface ChosenWatermark {
  readonly column: string;
  readonly kind: 'number' | 'time';
  readonly isNullable: boolean;
  readonly overlap: bigint;
  /** The overlap as it was said; null for none. */
  readonly said: string | null;
}

/** @throws UserError where the column is not there, can be no watermark, or the overlap is of another kind. */
export function chooseWatermark(
  facts: TableFacts,
  table: string,
  { column: name, overlap }: Watermark,
): ChosenWatermark {
  const column = facts.columns.find((each) => each.name.toLowerCase() === name.trim().toLowerCase());
  if (!column)
    throw new UserError(
      `${table} has no column ${name} for the watermark; choose one with --watermark from: ${facts.columns.map((each) => each.name).join(', ')}.`,
    );
  if (!column.grows)
    throw new UserError(
      `${table}.${column.name} is ${column.type}, which cannot be a watermark; choose a number or time column with --watermark, or read the whole table with --full.`,
    );
  if (overlap !== undefined && overlap.endsWith('s') !== (column.grows === 'time'))
    throw new UserError(
      column.grows === 'time'
        ? `The overlap of the time ${table}.${column.name} is given in seconds, like 900s, not ${overlap}.`
        : `The overlap of the number ${table}.${column.name} is a number, like 1000, not ${overlap}.`,
    );
  const amount = BigInt(overlap?.replace('s', '') ?? '0');
  return {
    column: column.name,
    kind: column.grows,
    isNullable: column.isNullable,
    overlap: amount,
    said: amount === 0n ? null : overlap!,
  };
}
