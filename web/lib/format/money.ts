import type { Locale } from '$lib/locale.ts';
import { compactPoints, points, signedPoints } from './points.ts';

/**
 * Money comes as decimal text of four decimals, exact; it is rounded as text for the eye, half away from zero, and never
 * passes through a float.
 */
export function roundedMoney(text: string, digits = 2): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new Error(`${JSON.stringify(text)} is no decimal.`);
  const [, sign, whole = '0', fraction = ''] = match;
  const kept = BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits));
  const up = (fraction[digits] ?? '0') >= '5' ? 1n : 0n;
  const shown = String(kept + up).padStart(digits + 1, '0');
  const decimals = digits > 0 ? `.${shown.slice(-digits)}` : '';
  const isZero = kept + up === 0n;
  return `${isZero ? '' : sign}${digits > 0 ? shown.slice(0, -digits) : shown}${decimals}`;
}

/** Grouped, with two decimals unless said otherwise: `−1,284.50`. */
export function money(text: string, digits = 2): string {
  return points(roundedMoney(text, digits), digits);
}

/** With its sign always shown. */
export function signedMoney(text: string, digits = 2): string {
  return signedPoints(roundedMoney(text, digits), digits);
}

/** Rounded for a sentence, with the currency: `29.1 万元`, `CNY 291,335`. */
export function moneyPhrase(text: string, currency: string, locale: Locale): string {
  const compact = compactPoints(roundedMoney(text, 0), locale);
  if (locale === 'en') return `${currency} ${compact}`;
  const unit = currency === 'CNY' ? '元' : currency;
  return /\d$/.test(compact) ? `${compact} ${unit}` : `${compact}${unit}`;
}

/** Exact sum of money texts of up to four decimals. */
export function sumMoney(texts: Iterable<string>): string {
  let units = 0n;
  for (const text of texts) {
    const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
    const value = BigInt(whole + fraction.padEnd(4, '0').slice(0, 4));
    units += sign === '-' ? -value : value;
  }
  const size = (units < 0n ? -units : units).toString().padStart(5, '0');
  return `${units < 0n ? '-' : ''}${size.slice(0, -4)}.${size.slice(-4)}`;
}
