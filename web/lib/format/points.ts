import type { Locale } from '$lib/locale.ts';

/**
 * Points come as decimal text, exact; they are only ever cut, grouped and padded as text, so that no float can change
 * a digit.
 */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** A true minus sign has the width of a digit; a hyphen has not. */
const MINUS = '−';

interface Parts {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

/** All digits, grouped by three: `-1284.50` → `−1,284.50`. A zero fraction is left out unless `digits` asks for it. */
export function points(text: string, digits?: number): string {
  const { negative, whole, fraction } = partsOf(text);
  const shown =
    digits === undefined
      ? /^0*$/.test(fraction)
        ? ''
        : fraction
      : fraction.padEnd(digits, '0').slice(0, digits);
  return `${negative ? MINUS : ''}${grouped(whole)}${shown ? `.${shown}` : ''}`;
}

/** With its sign always shown, as changes are: `+120`, `−80`, `0`. */
export function signedPoints(text: string, digits?: number): string {
  const shown = points(text, digits);
  return shown.startsWith(MINUS) || isZero(text) ? shown : `+${shown}`;
}

/** A whole number, grouped by three. */
export function count(number: number): string {
  return points(String(number));
}

export function isZero(text: string): boolean {
  return /^-?0*(\.0*)?$/.test(text);
}

/**
 * Rounded for a sentence: in Chinese by 万 and 亿 (`1,284.3 万`), in English by thousand, million and billion. One
 * decimal, half away from zero; small numbers stay whole.
 */
export function compactPoints(text: string, locale: Locale): string {
  const { negative, whole, fraction } = partsOf(text);
  const tenths = BigInt(whole + fraction.padEnd(1, '0').slice(0, 1));
  const unit = UNITS[locale].find(({ size }) => BigInt(whole) >= size);
  const sign = negative ? MINUS : '';
  if (!unit) return points(text);
  const scaled = (tenths + unit.size / 2n) / unit.size;
  const rest = scaled % 10n;
  return `${sign}${grouped(String(scaled / 10n))}${rest ? `.${rest}` : ''}${unit.word}`;
}

/** Points with their unit, rounded as {@link compactPoints} does: `1,284.3 万分`, `12.8 million points`, `120 分`. */
export function pointsPhrase(text: string, locale: Locale): string {
  const compact = compactPoints(text, locale);
  if (locale === 'en') return `${compact} points`;
  return /\d$/.test(compact) ? `${compact} 分` : `${compact}分`;
}

const UNITS: Record<Locale, readonly { size: bigint; word: string }[]> = {
  'zh-CN': [
    { size: 100_000_000n, word: ' 亿' },
    { size: 10_000n, word: ' 万' },
  ],
  en: [
    { size: 1_000_000_000n, word: ' billion' },
    { size: 1_000_000n, word: ' million' },
  ],
};

/** Exact sum of decimal texts of up to two decimals. */
export function sumPoints(texts: Iterable<string>): string {
  let hundredths = 0n;
  for (const text of texts) {
    const { negative, whole, fraction } = partsOf(text);
    const value = BigInt(whole + fraction.padEnd(2, '0').slice(0, 2));
    hundredths += negative ? -value : value;
  }
  const size = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
}

/** The opposite of a decimal text. */
export function negated(text: string): string {
  return isZero(text) ? text : text.startsWith('-') ? text.slice(1) : `-${text}`;
}

/** `change` as a share of `base`, in per cent with one decimal; none where the base is zero. */
export function percentOf(change: string, base: string): string | undefined {
  if (isZero(base)) return undefined;
  const share = (Number(change) / Math.abs(Number(base))) * 100;
  return `${share.toFixed(1).replace('-', MINUS)}%`;
}

function partsOf(text: string): Parts {
  const match = DECIMAL.exec(text);
  if (!match) throw new Error(`${JSON.stringify(text)} is no decimal.`);
  const [, sign, whole = '0', fraction = ''] = match;
  return { negative: sign === '-' && !isZero(text), whole: whole.replace(/^0+(?=\d)/, ''), fraction };
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}
