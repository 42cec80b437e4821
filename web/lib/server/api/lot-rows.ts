import type { BookReader } from '../book-reader.ts';

/** SQL of what the view lots.lot_ids calls a lot, from its facts and the entry that opened it. */
const LOT_ID = `concat_ws('/', ${['programme_id', 'source', 'event_id']
  .map((column) => `replace(replace(opening.${column}, '%', '%25'), '/', '%2F')`)
  .join(', ')}, nullif(fact.child_no, 0)) as lot_id`;

/**
 * Adds to the rows of a window who holds their lots, what the lots are called and which entries they come from, as a select
 * around `window`, which has `account_no` and `lot_no`, perhaps NULL. Lots and entries are looked up by their numbers first:
 * a join that keeps rows without a partner reads all there are, and of a large ledger for seconds. In a whole book the
 * numbers of rows are found before anything else of them is read: texts are kept by the hundred thousand, and to read one
 * is to read all those around it.
 *
 * @param columns of `cell` (the window), `account` (ledger.accounts), `lot` (lots.lot_facts with `lot_id`), `entry` and `cause`
 *   (of ledger.entries what it was, and where it was read from)
 * @param entryNo the number of `entry`: a column of the window, or of its lot
 * @param causeNo that of `cause`, where the window has one
 */
export function withLots(
  reader: BookReader,
  window: string,
  columns: string,
  entryNo: 'cell.entry_no' | 'lot.opening_entry_no',
  causeNo?: 'cell.cause_entry_no',
): string {
  const numbers = [...new Set(['lot.opening_entry_no', entryNo, ...(causeNo ? [causeNo] : [])])];
  const found = (table: string, condition: string) =>
    reader.isWhole
      ? `${table} where rowid in (select rowid from ${table} where ${condition})`
      : `${table} where ${condition}`;
  const named = numbers.map(
    (number) => `select ${number} from cell left join facts as lot on lot.lot_no = cell.lot_no`,
  );
  return `with cell as materialized (${window}),
      facts as materialized (select * from ${found('lots.lot_facts', 'lot_no in (select lot_no from cell)')}),
      entries as materialized (
        select entry_no, programme_id, source, event_id, event_type, source_file, source_record
        from ${found('ledger.entries', `entry_no in (${named.join(' union ')})`)}),
      lot as (
        select fact.*, ${LOT_ID}
        from facts as fact join entries as opening on opening.entry_no = fact.opening_entry_no)
    select ${columns}
    from cell
    join ledger.accounts as account on account.account_no = cell.account_no
    left join lot on lot.lot_no = cell.lot_no
    left join entries as entry on entry.entry_no = ${entryNo}
    ${causeNo ? `left join entries as cause on cause.entry_no = ${causeNo}` : ''}`;
}

/** The same for lots that stand: a window with `cell`'s dimensions, `points` and `money`, of the lots' own entries. */
export function withStandingLots(reader: BookReader, window: string): string {
  return withLots(
    reader,
    window,
    `account.member_id, cell.wallet, cell.tier, cell.issuer, strftime(cell.vintage, '%Y-%m') as vintage,
     cell.point_kind, lot.opened_at, lot.available_at, lot.expires_at, lot.points_opened, cell.points, cell.money,
     lot.lot_id, entry.source, entry.event_id, entry.source_file, entry.source_record, cell.account_no, cell.lot_no`,
    'lot.opening_entry_no',
  );
}
