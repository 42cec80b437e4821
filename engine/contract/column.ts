/**
 * The kinds of column an input table can have, and how each is kept in DuckDB.
 *
 * Points, money and values per point are exact decimals from the first byte to the last page; no float lies between.
 */
export const COLUMN_TYPES = {
  /** Ids and names. Leading zeros and long digits are kept. */
  text: 'VARCHAR',
  /** Points, two decimals. */
  points: 'DECIMAL(18,2)',
  /** Money in the row's currency, four decimals. */
  money: 'DECIMAL(18,4)',
  /** Rates, ratios and values per point, six decimals. */
  value: 'DECIMAL(18,6)',
  /** Pieces, kilograms, cubic metres: four decimals. */
  quantity: 'DECIMAL(18,4)',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
  /** An instant. Text without an offset is local to the programme. */
  time: 'TIMESTAMPTZ',
  /** A calendar day of the programme's time zone. */
  date: 'DATE',
  /** One of a closed list. */
  enum: 'VARCHAR',
} as const;

export type ColumnType = keyof typeof COLUMN_TYPES;

export interface Column {
  readonly type: ColumnType;
  /** What the column means, for people and for `--help`. */
  readonly note: string;
  readonly required: boolean;
  /** The words an `enum` column may hold. */
  readonly values?: readonly string[];
  /**
   * The column tells of something that happens after the row was first written (a refund, an answer, a withdrawal).
   * At an as-of date before it, the cell reads as empty.
   */
  readonly happensLater?: boolean;
  /** The number must be greater than zero. */
  readonly positive?: boolean;
}

type Options = Partial<Omit<Column, 'type' | 'note' | 'values'>>;

const column =
  (type: ColumnType) =>
  (note = '', options: Options = {}): Column => ({ type, note, required: false, ...options });

export const text = column('text');
export const points = column('points');
export const money = column('money');
export const value = column('value');
export const quantity = column('quantity');
export const integer = column('integer');
export const boolean = column('boolean');
export const time = column('time');
export const date = column('date');

/** A column that holds one of a closed list of words. */
export const oneOf = (values: readonly string[], note = '', options: Options = {}): Column => ({
  type: 'enum',
  note,
  values,
  required: false,
  ...options,
});

export const required = { required: true } as const;
export const happensLater = { happensLater: true } as const;
