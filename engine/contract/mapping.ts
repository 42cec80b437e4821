import { z } from 'zod';

/** A column of the source, by the name in its header; case and surrounding blanks do not matter. */
const ColumnName = z.string().min(1);

/** A question about a source row. Cells are compared as text without surrounding blanks; an empty cell fails any test but `empty`. */
export type Condition =
  | {
      column: string;
      /** A missing column reads as empty; otherwise the file is refused. */
      optional?: boolean;
      is?: string;
      in?: string[];
      matches?: string;
      empty?: boolean;
      sign?: 'positive' | 'negative' | 'zero';
      from?: string;
      until?: string;
    }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z
        .strictObject({
          column: ColumnName,
          optional: z.boolean().optional(),
          is: z.string().optional(),
          in: z.array(z.string()).min(1).optional(),
          matches: z.string().refine(isPattern, 'a regular expression').optional(),
          empty: z.boolean().optional(),
          sign: z.enum(['positive', 'negative', 'zero']).optional(),
          from: Instant.optional(),
          until: Instant.optional(),
        })
        .refine((test) => Object.keys(test).some((key) => key !== 'column' && key !== 'optional'), {
          message: 'a test: is, in, matches, empty, sign, from or until',
        }),
      z.strictObject({ all: z.array(Condition).min(1) }),
      z.strictObject({ any: z.array(Condition).min(1) }),
      z.strictObject({ not: Condition }),
    ]),
  )
  .meta({ id: 'Condition' });

/** A day or local time as the source writes it; compared with the source's text as it stands, before any zone. */
const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/, 'a day or time like 2024-01-31 08:00');

const Codes = z.record(z.string(), z.string());

/** How the text of a number is to be read. */
const NumberFormat = z.strictObject({
  /** Drops the sign: the event type says the direction. */
  magnitude: z.boolean().optional(),
  negate: z.boolean().optional(),
  /** Multiplies, exactly: `'0.01'` for cents. */
  scale: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,9})?$/, "a decimal in quotes, like '0.01'")
    .optional(),
  decimal: z.enum(['.', ',']).optional(),
  thousands: z.enum([',', '.', ' ', "'"]).optional(),
});

/** How the text of a time is to be read. */
const TimeFormat = z.strictObject({
  unit: z.enum(['seconds', 'milliseconds', 'microseconds']).optional(),
  /** As of strptime, e.g. `%d/%m/%Y %H:%M`. */
  format: z.string().min(2).optional(),
  /** The offset of times written without one: `Z` or like `+08:00`; default: local to the programme. */
  offset: z
    .string()
    .regex(/^(Z|[+-]\d{2}:\d{2})$/, '`Z` or an offset like +08:00')
    .optional(),
  /** The text is a last day, itself included: the instant is the start of the next day. */
  last_day: z.boolean().optional(),
});

/** How a contract cell is made of a source row. */
export type Expression =
  | string
  /** A constant; the empty text leaves the cell empty. */
  | { value: string }
  | { template: string; optional?: boolean }
  | { first: Expression[] }
  | { cases: { when: Condition; then: Expression }[]; otherwise?: Expression }
  | { lookup: Lookup }
  | FormattedColumn;

const Lookup = z.strictObject({
  /** The column of the other row that is wanted. */
  give: ColumnName,
  /** Which rows may be the other one. */
  where: z.lazy(() => Condition),
  /** Columns of the other row → columns of this one that must be equal. Several rows that fit: none is taken. */
  match: z
    .record(z.string(), ColumnName)
    .refine((match) => Object.keys(match).length > 0, 'at least one column'),
});
export type Lookup = z.infer<typeof Lookup>;

const FormattedColumn = z.strictObject({
  column: ColumnName,
  optional: z.boolean().optional(),
  /** The column holds JSON: the member that is wanted, by a path like `a.b`. */
  json: z
    .string()
    .regex(/^[\w-]+(\.[\w-]+)*$/, 'a path like `details.points`')
    .optional(),
  /** Texts that mean nothing here, e.g. `0` for no order. */
  empty: z.array(z.string()).optional(),
  /** What the codes mean; by date where their meaning changed. A code that is not listed refuses the row. */
  codes: z
    .union([
      Codes,
      z.array(z.strictObject({ from: Instant.optional(), until: Instant.optional(), map: Codes })).min(1),
    ])
    .optional(),
  /** The column whose time chooses among dated codes. */
  dated_by: ColumnName.optional(),
  otherwise: z.string().optional(),
  number: NumberFormat.optional(),
  time: TimeFormat.optional(),
});
export type FormattedColumn = z.infer<typeof FormattedColumn>;

export const Expression: z.ZodType<Expression> = z
  .lazy(() =>
    z.union([
      z.string().min(1),
      z.strictObject({ value: z.string() }),
      z.strictObject({
        template: z.string().regex(/\{[^{}]+\}/, 'a column in braces'),
        optional: z.boolean().optional(),
      }),
      z.strictObject({ first: z.array(Expression).min(1) }),
      z.strictObject({
        cases: z.array(z.strictObject({ when: Condition, then: Expression })).min(1),
        otherwise: Expression.optional(),
      }),
      z.strictObject({ lookup: Lookup }),
      FormattedColumn,
    ]),
  )
  .meta({ id: 'Expression' });

const Columns = z.record(z.string(), Expression);

/** The column that tells which rows of a database are new: a number or a time that only grows. */
export const Watermark = z.strictObject({
  column: ColumnName,
  /**
   * How far below the highest value the next reading begins, for rows that were committed late: a number for a number
   * column, seconds like `900s` for a time column.
   */
  overlap: z
    .string()
    .regex(/^\d{1,15}s?$/, "a number like '1000', or seconds like '900s'")
    .optional(),
});
export type Watermark = z.infer<typeof Watermark>;

/** How the rows of one kind of file become rows of one table. */
export const MappedTable = z.strictObject({
  /** Names of files, sheets or relations, `*` standing for anything; default: any file handed in. */
  from: z.array(z.string().min(1)).min(1).optional(),
  table: z.string(),
  /** What is new in a database; without it every reading is of the whole table. Files do not use it. */
  watermark: Watermark.optional(),
  /** Rows that are left out by intent; counted under the name. */
  skip: z.array(z.strictObject({ name: z.string().min(1), when: Condition })).default([]),
  /** Rows that no reading can do justice; `column` is the contract's. */
  refuse: z
    .array(
      z.strictObject({
        code: z.enum(['ambiguous_code', 'contradiction']),
        column: z.string(),
        shows: ColumnName,
        when: Condition,
      }),
    )
    .default([]),
  /** What the source cannot tell: said with the number of rows it concerns. */
  warn: z.array(z.strictObject({ message: z.string().min(1), when: Condition.optional() })).default([]),
  columns: Columns,
  /** Further rows made of the same record, e.g. the other leg of a transfer; all of a record come in or none. */
  also: z.array(z.strictObject({ when: Condition, columns: Columns })).default([]),
});
export type MappedTable = z.infer<typeof MappedTable>;

/** How delimited text is cut into cells, where detection is wrong. */
export const DialectChoice = z.strictObject({
  delimiter: z.string().length(1).optional(),
  /** The character around cells; `none`: quotes are text. */
  quote: z.union([z.string().length(1), z.literal('none')]).optional(),
  /** Names of the columns of a file that has no header line. */
  header: z.array(z.string().min(1)).min(1).optional(),
});
export type DialectChoice = z.infer<typeof DialectChoice>;

/** A mapping file: how the tables of another system become tables of the contract. */
export const Mapping = z.strictObject({
  /** Also the `source` of rows that name none. */
  name: z.string().regex(/^[\w.-]+$/, 'letters, digits, dots, hyphens'),
  title: z.string().optional(),
  source: z.string().min(1).optional(),
  dialect: DialectChoice.optional(),
  tables: z.array(MappedTable).min(1),
});
export type Mapping = z.infer<typeof Mapping>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
