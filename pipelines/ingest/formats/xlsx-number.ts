import type { ReasonCode } from '../reasons.ts';

/** Digits that Excel keeps of a number; what stands beyond is the noise of binary fractions, or lost. */
const EXCEL_DIGITS = 15;
/** Decimals that rounding never touches. */
const NOISE_DECIMALS = 6;
const DAY_MS = 86_400_000;

export interface NumberText {
  readonly text: string;
  readonly problem: ReasonCode | null;
  /** Digits beyond Excel's fifteen were rounded away. */
  readonly isRounded: boolean;
}

/**
 * The text of a number as Excel shows it: all digits, no exponent. Whole numbers of more than fifteen digits are a
 * problem: Excel has lost their last ones, or may have.
 */
export function numberText(raw: string): NumberText {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(raw.trim());
  if (!parts || (parts[2] === '' && !parts[3])) return { text: raw, problem: null, isRounded: false };
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  // The value is 0.digits × 10^point.
  const point = whole.length + Number(exponent) - (whole.length + fraction.length - digits.length);
  if (digits === '') return { text: '0', problem: null, isRounded: false };
  const significant = digits.replace(/0+$/, '');
  if (point > EXCEL_DIGITS) return { text: raw, problem: 'long_number', isRounded: false };
  // Only far behind the point is it noise; a large amount with cents stays as it is.
  const isRounded = significant.length > EXCEL_DIGITS && EXCEL_DIGITS - point >= NOISE_DECIMALS;
  const kept = isRounded ? roundDigits(significant) : { digits: significant, carry: 0 };
  return {
    text: (sign === '-' ? '-' : '') + placed(kept.digits, point + kept.carry),
    problem: null,
    isRounded,
  };
}

function roundDigits(digits: string): { digits: string; carry: number } {
  const head = BigInt(digits.slice(0, EXCEL_DIGITS));
  const rounded = (head + (digits[EXCEL_DIGITS]! >= '5' ? 1n : 0n)).toString();
  return { digits: rounded.replace(/0+$/, ''), carry: rounded.length - EXCEL_DIGITS };
}

/** 0.digits × 10^point without an exponent. */
function placed(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (digits.length <= point) return digits.padEnd(point, '0');
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/**
 * The day or local time of a serial number, to the millisecond; null for one that is no day: below 1 March 1900, where
 * Excel's calendar has a day that never was, or beyond the year 9999.
 */
export function dateText(raw: string, is1904: boolean): string | null {
  const serial = Number(raw);
  const day = Math.floor(serial);
  if (!Number.isFinite(serial) || serial < (is1904 ? 0 : 61) || serial >= 2_958_466) return null;
  const start = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const millis = Math.round((serial - day) * DAY_MS);
  const text = new Date(start + day * DAY_MS + millis).toISOString();
  if (millis === 0) return text.slice(0, 10);
  return text.replace('T', ' ').replace(/(\.000)?Z$/, '');
}
