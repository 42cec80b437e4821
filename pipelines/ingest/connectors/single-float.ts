/**
 * The shortest text that reads back as the same single-precision number, given the text of its double. So a FLOAT that
 * holds 12.3 is `12.3`, as its owner wrote it, and not `12.300000190734863`.
 */
export function shortestSingle(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value) || Math.fround(value) !== value) return text;
  for (let digits = 1; digits <= 9; digits++) {
    const shown = value.toPrecision(digits);
    if (Math.fround(Number(shown)) === value) return plainDecimal(shown);
  }
  return text;
}

/** `1.5e+7` as `15000000`. */
function plainDecimal(text: string): string {
  const found = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!found) return text;
  const [, sign, lead, rest = '', exponent] = found;
  const digits = lead! + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? `${sign}${digits.padEnd(point, '0')}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
