/** What a Chinese Excel needs to read a file as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** A text that begins so would run as a formula in a spreadsheet. */
const FORMULA_START = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** A text that no spreadsheet takes for a formula: an apostrophe goes before the characters that begin one. */
export function disarmed(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** One cell of a CSV file, quoted where RFC 4180 asks for it. */
export function quotedCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One cell of a CSV file for spreadsheets.
 *
 * @param isText text is disarmed; numbers, days and instants stay as they are
 */
export function spreadsheetCell(value: unknown, isText: boolean): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return quotedCell(isText ? disarmed(text) : text);
}

/** One cell of a CSV file for spreadsheets where nobody knows the type: what is a number stays one. */
export function untypedSpreadsheetCell(text: string): string {
  return spreadsheetCell(text, !NUMBER.test(text));
}

/** One cell for programs that read CSV: nothing is added; null is empty, an empty text is quoted. */
export function exactCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text === '' ? '""' : quotedCell(text);
}
