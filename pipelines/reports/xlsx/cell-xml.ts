import type { ColumnKind } from '#engine/reports/document.ts';
import { disarmed } from '../csv-cell.ts';
import { STYLES } from './styles.ts';

/** Spreadsheets compute with doubles: beyond fifteen digits a number would change. */
const EXACT_DIGITS = 15;
/** Excel takes no longer text in one cell. */
export const LONGEST_TEXT = 32_767;

/** Letters of a column, from 0: A, B, … Z, AA. */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** Text of XML: what XML 1.0 cannot hold is written as OOXML escapes it, `_x0001_`. */
export function xmlText(text: string): string {
  return (
    text
      .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
      // eslint-disable-next-line no-control-regex -- the very characters that are to be found
      .replace(/[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/g, escaped)
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}

function escaped(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** Whether a spreadsheet keeps every digit of a decimal. */
export function keepsDigits(text: string): boolean {
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return digits.length <= EXACT_DIGITS;
}

/** A text cell; what would begin a formula is disarmed. */
export function textCell(reference: string, text: string, style: number = STYLES.text): string {
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(disarmed(text))}</t></is></c>`;
}

/** A cell of a number: its decimal text is written as it stands, so that nothing rounds it on the way. */
export function numberCell(reference: string, text: string, style: number, formula?: string): string {
  return `<c r="${reference}" s="${style}">${formula ? `<f>${xmlText(formula)}</f>` : ''}<v>${text}</v></c>`;
}

const FIRST_DAY = Date.UTC(1899, 11, 30);

/** The serial number of a day `YYYY-MM-DD`; undefined before March 1900, where spreadsheets disagree. */
export function daySerial(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1900-03-01') return undefined;
  return Math.round((Date.parse(`${text}T00:00:00Z`) - FIRST_DAY) / 86_400_000);
}

/** The style of a kind of column. */
export function styleOf(kind: ColumnKind, isTotal: boolean): number {
  const style = kind === 'instant' ? STYLES.text : STYLES[kind];
  return isTotal ? style + STYLES.totalOffset : style;
}
