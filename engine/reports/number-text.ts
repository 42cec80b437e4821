import type { ColumnKind } from './document.ts';

/**
 * Decimal text as people read it: digits in groups of three, nothing rounded. Shares become per cent by moving the point,
 * rates lose the zeros that say nothing.
 */
export function readable(text: string, kind: ColumnKind): string {
  switch (kind) {
    case 'count':
    case 'points':
      return grouped(text);
    case 'money':
      return grouped(atLeastTwo(text));
    case 'value':
      return grouped(withoutZeros(text));
    case 'share':
      return `${grouped(withoutZeros(timesHundred(text)))}%`;
    case 'instant':
      return text.replace('T', ' ').replace(/(:\d{2})(?:\.\d+)?(?:[+-]\d{2}:\d{2}|Z)$/, '$1');
    default:
      return text;
  }
}

function grouped(text: string): string {
  const [, sign, whole, rest] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  if (whole === undefined) return text;
  return `${sign ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest ?? ''}`;
}

/** Yuan with two decimals, and more only where there are more. */
function atLeastTwo(text: string): string {
  return text.replace(/(\.\d\d\d*?)0+$/, '$1');
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function timesHundred(text: string): string {
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return text;
  const digits = (fraction ?? '').padEnd(2, '0');
  const moved = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  return `${sign}${moved}${digits.length > 2 ? `.${digits.slice(2)}` : ''}`;
}
