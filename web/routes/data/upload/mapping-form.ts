import type { Expression, Mapping } from '#engine/contract/mapping.ts';

/** A mapping as a form shows it: a column of the file for each of the contract's, and what codes mean. */
export interface MappingForm {
  name: string;
  table: string;
  /** Contract column → column of the file. */
  columns: Record<string, string>;
  /** Contract columns that are made by more than a column; they stay as they are until another column is chosen. */
  rules: Record<string, Expression>;
  /** Texts of the event type's column → kinds of events. */
  codes: Record<string, string>;
  dropSign: boolean;
  timeUnit: 'text' | 'seconds' | 'milliseconds';
}

/** The form of a mapping; of an absent one, an empty form. */
export function formOf(mapping: Mapping | undefined, table: string): MappingForm {
  const form: MappingForm = {
    name: mapping?.name ?? 'my-system',
    table,
    columns: {},
    rules: {},
    codes: {},
    dropSign: false,
    timeUnit: 'text',
  };
  for (const [name, expression] of Object.entries(mapping?.tables[0]?.columns ?? {})) {
    if (typeof expression === 'string') form.columns[name] = expression;
    else if (name === 'event_type' && isPlainCodes(expression)) {
      form.columns[name] = expression.column;
      form.codes = { ...expression.codes };
    } else if (name === 'points' && magnitudeOf(expression) !== null) {
      form.columns[name] = magnitudeOf(expression)!;
      form.dropSign = true;
    } else if (name === 'occurred_at' && isUnixTime(expression)) {
      form.columns[name] = expression.column;
      form.timeUnit = expression.time.unit;
    } else if (!('value' in expression && expression.value === 'TODO')) form.rules[name] = expression;
  }
  return form;
}

/** The mapping that a form says. */
export function mappingOf(form: MappingForm): Mapping {
  const columns: Record<string, Expression> = { ...form.rules };
  for (const [name, column] of Object.entries(form.columns)) if (column) columns[name] = column;
  const kind = form.columns.event_type;
  if (kind && Object.keys(form.codes).length > 0) columns.event_type = { column: kind, codes: form.codes };
  const points = form.columns.points;
  if (points && form.dropSign) {
    const magnitude: Expression = { column: points, number: { magnitude: true } };
    const adjusts = Object.keys(form.codes).filter((code) => form.codes[code] === 'adjust');
    // Only an adjustment has a sign of its own.
    columns.points =
      kind && adjusts.length > 0
        ? { cases: [{ when: { column: kind, in: adjusts }, then: points }], otherwise: magnitude }
        : magnitude;
  }
  const time = form.columns.occurred_at;
  if (time && form.timeUnit !== 'text') columns.occurred_at = { column: time, time: { unit: form.timeUnit } };
  return {
    name: form.name,
    tables: [{ table: form.table, skip: [], refuse: [], warn: [], columns, also: [] }],
  };
}

function isPlainCodes(
  expression: Exclude<Expression, string>,
): expression is { column: string; codes: Record<string, string> } {
  return (
    'column' in expression &&
    expression.codes !== undefined &&
    !Array.isArray(expression.codes) &&
    Object.keys(expression).length === 2
  );
}

/** The column whose magnitude is taken, with the signs of adjustments kept or not. */
function magnitudeOf(expression: Expression): string | null {
  if (typeof expression === 'string') return null;
  if ('cases' in expression)
    return expression.cases.length === 1 && expression.otherwise !== undefined
      ? magnitudeOf(expression.otherwise)
      : null;
  const isMagnitude =
    'column' in expression &&
    Object.keys(expression).length === 2 &&
    JSON.stringify(expression.number) === '{"magnitude":true}';
  return isMagnitude ? expression.column : null;
}

function isUnixTime(
  expression: Exclude<Expression, string>,
): expression is { column: string; time: { unit: 'seconds' | 'milliseconds' } } {
  return (
    'column' in expression &&
    Object.keys(expression).length === 2 &&
    (expression.time?.unit === 'seconds' || expression.time?.unit === 'milliseconds') &&
    Object.keys(expression.time).length === 1
  );
}
