import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { asOfMonth, monthPlus } from './liability-cells.ts';

/** Months from and to, both included, and as many before them to compare with; each like `2025-12`. */
export interface MonthSpan {
  readonly from: string;
  readonly to: string;
  readonly beforeFrom: string;
  readonly beforeTo: string;
}

const numberOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

/** The months asked for; default: the twelve to the as-of date. */
export function spanOf(
  reader: BookReader,
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
): MonthSpan {
  const to = asked.to ?? asOfMonth(reader);
  const from = asked.from ?? monthPlus(to, -11);
  const length = numberOf(to) - numberOf(from) + 1;
  if (length < 1)
    throw new Problem(400, 'bad_request', `The months end with ${to} before they begin with ${from}.`);
  return { from, to, beforeFrom: monthPlus(from, -length), beforeTo: monthPlus(from, -1) };
}
